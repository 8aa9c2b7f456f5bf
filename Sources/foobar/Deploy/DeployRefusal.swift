/// Why a deployment, or a way back, does not even begin.
enum DeployRefusal: Error, CustomStringConvertible {
    case notInstalled
    case notRoot
    case noUser(String)
    case underWay
    case taken(String)
    case noRelease(String, others: [String])
    case answersAlready(String)
    case nothingBefore(String)
    case unusable(String, obstacle: String, others: [String])
    case machine(String, here: String)
    case noTool(String, package: String, host: String)
    case noFolder(String, reason: String)
    case unreachable(String)
    case noSudo(String)
    case lost(String)

    var description: String {
        switch self {
        case .notInstalled: "There is no site in \(Installation.home); 'foobar install --domain example.org' makes it."
        case .notRoot: "This is for root; try again by sudo."
        case .noUser(let name): "There is no user '\(name)', whom the site's programs run as; 'foobar install' makes it."
        case .underWay: "Another deployment is under way; wait for its end."
        case .taken(let name): "There is a release \(name) on the server already; deploy again in a second."
        case .noRelease(let name, let others): "There is no release \(name). \(Self.list(others))"
        case .answersAlready(let name): "The release \(name) is the one that answers."
        case .nothingBefore(let name): "Of the releases before \(name) none was kept."
        case .unusable(let name, let obstacle, let others): "The release \(name) can't answer any more: \(obstacle). \(Self.list(others))"
        case .machine(let there, let here): "The server is \(there), and this release was built on \(here)."
        case .noTool(let tool, let package, let host): "\(tool) is not installed on \(host); 'apt-get install \(package)' brings it."
        case .noFolder(let path, let reason): "No folder could be made in \(path), which ssh needs for its connection: \(reason). Nothing was changed."
        case .unreachable(let host): "\(host) could not be reached, for the reason above. Nothing was changed."
        case .lost(let host):
            "The connection to \(host) was lost. Unless the new release was healthy by then, the one before answers: 'foobar releases' tells."
        case .noSudo(let host): "On \(host) this needs root, or somebody whom sudo asks for no password. Nothing was changed."
        }
    }

    private static func list(_ names: [String]) -> String {
        names.isEmpty ? "There is none that can be gone back to." : "These can be gone back to: \(names.joined(separator: ", "))."
    }
}
