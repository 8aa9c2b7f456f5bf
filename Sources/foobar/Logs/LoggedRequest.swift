import Foundation

/// A line of access.log: the fields of `nginx/log.conf` that a reader in a terminal wants.
struct LoggedRequest: Decodable {
    let time: String
    let id: String
    let method: String
    let path: String
    let query: String?
    let status: Int
    let seconds: Double
    /// The program; empty for what nginx sends by itself.
    let route: String
    let connection: Int

    /// nil for a line that is none of this format.
    init?(_ line: String) {
        guard let request = try? JSONDecoder().decode(LoggedRequest.self, from: Data(line.utf8)) else { return nil }
        self = request
    }

    /// `12:04:31  GET   /posts/hello  200  3 ms  posts`
    var summary: String {
        let clock = time.split(separator: "T").last?.prefix(8) ?? ""
        return "\(clock)  \(line)"
    }

    /// As `summary`, with the day and the query.
    var fullSummary: String {
        let moment = time.prefix(19).replacingOccurrences(of: "T", with: " ")
        return "\(moment)  \(method)  \(path)\(query.map { $0.isEmpty ? "" : "?\($0)" } ?? "")  \(ending)"
    }

    /// Seconds since an unnamed moment, in the time zone of the server: what error.log has too.
    var localSeconds: Int? { LogClock.seconds(time) }

    private var line: String { "\(method)  \(path)  \(ending)" }

    private var ending: String {
        "\(status)  \(Int((seconds * 1000).rounded())) ms  \(route.isEmpty ? "-" : route)"
    }
}
