/// Why a server can't be installed.
enum InstallError: Error, CustomStringConvertible {
    case notRoot
    case noDebian(root: String)
    case noDomain
    case noUser(String)
    case failed(String, reason: String)

    var description: String {
        switch self {
        case .notRoot: "Only root can change a server; try again with sudo."
        case .noDebian(let root): "\(root) has no Debian: there is no etc/debian_version. Nothing was changed."
        case .noDomain:
            "Which domain is it for? Say it once, by --domain; \(Installation.settings) keeps it. Nothing was changed."
        case .noUser(let name): "There is no user or group \(name)."
        case .failed(let what, let reason): "\(what) failed: \(reason)"
        }
    }
}
