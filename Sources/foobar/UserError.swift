/// Why an account could not be added or changed.
enum UserError: Error, CustomStringConvertible {
    case unknown(String)
    case badName(String)
    case badEmail(String)
    case nameTaken(String)
    case emailTaken(String)
    case lastOwner(String)
    case disabled(String)

    var description: String {
        switch self {
        case .unknown(let name): "There is no account with the name '\(name)'; see ./foobar user list."
        case .badName(let name): "'\(name)' is no name: it takes 1 to 32 letters from a to z, digits, - and _."
        case .badEmail(let email): "'\(email)' is no address that mail can be sent to."
        case .nameTaken(let name): "There is an account with the name '\(name)' already; nothing was changed."
        case .emailTaken(let email): "There is an account with the address \(email) already; nothing was changed."
        case .lastOwner(let name): "\(name) is the site's only owner; make somebody else owner first."
        case .disabled(let name): "\(name) is closed; open it first: ./foobar user enable \(name)"
        }
    }
}
