/// A text that is no address.
struct AddressError: Error, CustomStringConvertible {
    let text: String
    let family: String
    let example: String

    var description: String { "`\(text)` is no \(family) address; one looks like \(example)." }
}
