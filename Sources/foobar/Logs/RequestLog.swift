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
        takeNew { request, words in
            say(Terminal.printable(request.summary))
            Self.print(words, of: request)
        } about: { message in
            say("nginx: " + Terminal.printable(message))
        }
    }

    /// Calls `body` with each request that has come since the last call, and what its program said; `about` with
    /// what nginx says of itself.
    func takeNew(_ body: (LoggedRequest, ProgramWords?) -> Void, about: (String) -> Void = { _ in }) {
        // In this order: what a request's program said stands in the one log before it stands in the other.
        let done = requests.newLines()
        for entry in ErrorLogEntry.entries(in: errors.newLines()) {
            if entry.isFromProgram, let connection = entry.connection {
                said[connection, default: ProgramWords()].add(entry.message)
            } else {
                about(entry.message)
            }
        }
        for line in done {
            guard let request = LoggedRequest(line) else { continue }
            body(request, said.removeValue(forKey: request.connection))
        }
    }

    /// A request with its day and query, and what its program said.
    static func print(_ request: LoggedRequest, _ words: ProgramWords?) {
        say(Terminal.printable(request.fullSummary))
        print(words, of: request)
    }

    private static func print(_ words: ProgramWords?, of request: LoggedRequest) {
        guard let words else { return }
        say(indented(words.text) + "\n    (request \(request.id))")
    }

    /// fcgiwrap makes CR LF of the newlines that come before the program's header.
    private static func indented(_ words: String) -> String {
        words.split(whereSeparator: \.isNewline).map { "    " + Terminal.printable($0) }.joined(separator: "\n")
    }
}
