/// Why NSD does not serve the zone.
enum NameServerError: Error, CustomStringConvertible {
    case notRoot
    case refused(tool: String, words: String)
    case notReplaced(String, reason: String)

    var description: String {
        switch self {
        case .notRoot: "A name server is set up by root: sudo foobar dns --serve"
        case .refused(let tool, let words): "\(tool) refuses what was made, and nothing was changed:\n\(words)"
        case .notReplaced(let path, let reason): "\(path) could not be replaced: \(reason)."
        }
    }
}
