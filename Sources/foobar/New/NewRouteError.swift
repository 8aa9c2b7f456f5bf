/// A name that a new route can't have.
enum NewRouteError: Error, CustomStringConvertible {
    case badName(String)
    case reserved(String)
    case exists(path: String)
    /// The list of routes is not where it was.
    case manifest

    var description: String {
        switch self {
        case .badName(let name):
            "'\(name)' is no name for a route; it begins with a letter from a to z, and has those, digits, - and _, and 40 at the most."
        case .reserved(let name): "The site needs the name '\(name)' for something else. Nothing was made; choose another."
        case .exists(let path): "\(path) is there already. Nothing was made; choose another name, or remove it first."
        case .manifest: "Package.swift has no list 'guardedRoutes' any more, to which the name would go. Nothing was made."
        }
    }
}
