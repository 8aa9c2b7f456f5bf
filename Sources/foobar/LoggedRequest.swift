import Foundation

/// A line of access.log: the fields of `nginx/log.conf` that a reader in a terminal wants.
struct LoggedRequest: Decodable {
    let time: String
    let id: String
    let method: String
    let path: String
    let status: Int
    let seconds: Double
    /// The program; empty for what nginx sends by itself.
    let route: String
    let connection: Int

    /// `12:04:31  GET   /posts/hello  200  3 ms  posts`
    var summary: String {
        let clock = time.split(separator: "T").last?.prefix(8) ?? ""
        let milliseconds = Int((seconds * 1000).rounded())
        return "\(clock)  \(method)  \(path)  \(status)  \(milliseconds) ms  \(route.isEmpty ? "-" : route)"
    }
}
