/// Why the site can't be served.
enum ServeError: Error, CustomStringConvertible {
    case alreadyServed(path: String)
    case dataFolder(path: String, reason: String)
    case database(path: String, reason: String)
    case noFallback
    case notStarted(name: String, reason: String)
    case portInUse(UInt16)
    case portRefused(UInt16, reason: String)
    case stopped(name: String, ending: String)

    var description: String {
        switch self {
        case .alreadyServed(let path):
            "The data folder \(path) is being served already; end that server first, or choose another with --data."
        case .dataFolder(let path, let reason):
            "The data folder \(path) can't be used: \(reason)."
        case .database(let path, let reason):
            "The databases in \(path) can't be used: \(reason)\(reason.hasSuffix(".") ? "" : ".") Nothing was changed."
        case .noFallback:
            "cgi-bin/ has no program 'fallback', which answers what no other does; start without --no-build to make it."
        case .notStarted(let name, let reason):
            "\(name) could not be started: \(reason)."
        case .portInUse(let port):
            "Port \(port) is in use by another program; choose another with --port."
        case .portRefused(let port, let reason):
            "Port \(port) can't be used: \(reason). Choose another with --port."
        case .stopped(let name, let ending):
            "\(name) ended with \(ending) as soon as it was started; all else was ended too."
        }
    }
}
