/// Why nginx goes on as it was.
enum WebServerError: Error, CustomStringConvertible {
    case refused(String)
    case notReplaced(String, reason: String)
    case notReloaded(String)

    var description: String {
        switch self {
        case .refused(let words): "nginx refuses this configuration, and goes on with the one before:\n\(words)"
        case .notReplaced(let folder, let reason): "\(folder) could not be replaced: \(reason)."
        case .notReloaded(let words): "nginx could not be reloaded: \(words)\n'systemctl status \(WebServer.unit)' says more."
        }
    }
}
