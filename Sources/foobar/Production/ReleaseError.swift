/// A release that could not be made, or read.
enum ReleaseError: Error, CustomStringConvertible {
    case noRelease(String)
    case unreadable(String)
    case notBuilt(String)
    case silent(String)
    case notMade(String, reason: String)

    var description: String {
        switch self {
        case .noRelease(let path): "\(path) is no release: it has no release.json."
        case .unreadable(let path): "\(path) does not say what a release is."
        case .silent(let name): "cgi-bin/\(name) does not say what it declares, asked by --route; try again when this machine is less busy."
        case .notBuilt(let path): "\(path) is not there; './foobar serve' or './foobar deploy' builds it."
        case .notMade(let folder, let reason):
            "No release could be made in \(folder): \(reason)\(reason.hasSuffix(".") ? "" : ".") What was there is as it was."
        }
    }
}
