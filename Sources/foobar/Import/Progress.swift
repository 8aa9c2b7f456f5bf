import Foundation

/// Tells on stderr how far long work has come: on one line of a terminal, else with a line now and then.
final class Progress {
    private let isTerminal = isatty(FileHandle.standardError.fileDescriptor) == 1
    private var next = ContinuousClock.now + .milliseconds(500)
    private var hasLine = false

    func step(_ what: String, _ done: Int, of all: Int? = nil) {
        guard ContinuousClock.now >= next else { return }
        next = ContinuousClock.now + (isTerminal ? .milliseconds(100) : .seconds(5))
        let text = "\(what): \(done)\(all.map { " of \($0)" } ?? "")"
        write(isTerminal ? "\r\u{1B}[K\(text)" : "\(text)\n")
        hasLine = isTerminal
    }

    /// Leaves the terminal as it was.
    func end() {
        if hasLine { write("\r\u{1B}[K") }
        hasLine = false
    }

    private func write(_ text: String) {
        FileHandle.standardError.write(Data(text.utf8))
    }
}
