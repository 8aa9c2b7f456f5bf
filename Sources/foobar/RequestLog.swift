import Foundation

/// What nginx writes about requests, one readable line each, with what their programs had to say.
final class RequestLog {
    private let requests: LogFollower
    private let errors: LogFollower
    /// What was said by connection, until its request is done and has an id.
    private var said: [Int: ProgramWords] = [:]

    /// - Parameter folder: where access.log and error.log are.
    init(folder: String) {
        requests = LogFollower(path: folder + "/access.log")
        errors = LogFollower(path: folder + "/error.log")
    }

    /// Prints what has come since the last call.
    func printNew() {
        // In this order: what a request's program said stands in the one log before it stands in the other.
        let done = requests.newLines()
        for entry in ErrorLogEntry.entries(in: errors.newLines()) {
            if entry.isFromProgram, let connection = entry.connection {
                said[connection, default: ProgramWords()].add(entry.message)
            } else {
                say("nginx: " + Self.printable(entry.message))
            }
        }
        for line in done {
            guard let request = try? JSONDecoder().decode(LoggedRequest.self, from: Data(line.utf8)) else { continue }
            say(Self.printable(request.summary))
            if let words = said.removeValue(forKey: request.connection) {
                say(Self.indented(words.text) + "\n    (request \(request.id))")
            }
        }
    }

    /// fcgiwrap makes CR LF of the newlines that come before the program's header.
    private static func indented(_ words: String) -> String {
        words.split(whereSeparator: \.isNewline).map { "    " + printable($0) }.joined(separator: "\n")
    }

    /// Without what would move the cursor of a terminal.
    private static func printable(_ line: some StringProtocol) -> String {
        String(String.UnicodeScalarView(line.unicodeScalars.filter { $0.properties.generalCategory != .control }))
    }
}
