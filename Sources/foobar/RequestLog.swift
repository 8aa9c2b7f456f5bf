import Foundation

/// What nginx writes about requests, one readable line each, with what their programs had to say.
final class RequestLog {
    private let requests: LogFollower
    private let errors: LogFollower
    /// What was said by connection, until its request is done and has an id.
    private var said: [Int: String] = [:]
    private var lastConnection: Int?

    /// - Parameter folder: where access.log and error.log are.
    init(folder: String) {
        requests = LogFollower(path: folder + "/access.log")
        errors = LogFollower(path: folder + "/error.log")
    }

    /// Prints what has come since the last call.
    func printNew() {
        // In this order: what a request's program said stands in the one log before it stands in the other.
        let done = requests.newLines()
        for line in errors.newLines() { note(line) }
        for line in done {
            guard let request = try? JSONDecoder().decode(LoggedRequest.self, from: Data(line.utf8)) else { continue }
            say(request.summary)
            if let words = said.removeValue(forKey: request.connection) {
                say(Self.indented(words) + "\n    (request \(request.id))")
            }
        }
    }

    private func note(_ line: String) {
        guard let entry = ErrorLogEntry(line) else {
            // The rest of a message of several lines.
            if let lastConnection { said[lastConnection, default: ""] += "\n" + ErrorLogEntry.words(in: line) }
            return
        }
        lastConnection = entry.connection
        guard let connection = entry.connection else { return say("nginx: \(entry.message)") }
        if entry.continues {
            said[connection, default: ""] += entry.message
        } else {
            said[connection] = (said[connection].map { $0 + "\n" } ?? "") + entry.message
        }
    }

    /// Without what would move the cursor of a terminal.
    private static func indented(_ words: String) -> String {
        words.split(separator: "\n").map { line in
            "    " + String(String.UnicodeScalarView(line.unicodeScalars.filter { $0.value >= 0x20 && $0.value != 0x7f }))
        }.joined(separator: "\n")
    }
}
