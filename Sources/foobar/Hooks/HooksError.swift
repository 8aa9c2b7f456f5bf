import Site

/// What can't be done about hooks.
enum HooksError: Error, CustomStringConvertible {
    case badAddress(String)
    case tooMany
    case unknown(Int)

    var description: String {
        switch self {
        case .badAddress(let text): "'\(text)' is no address that an event can be sent to. It should look like https://example.org/hook."
        case .tooMany: "There are \(Hook.most) hooks already. Nothing was added; remove one first."
        case .unknown(let number): "There is no hook \(number); './foobar hooks list' shows all. Nothing was changed."
        }
    }
}
