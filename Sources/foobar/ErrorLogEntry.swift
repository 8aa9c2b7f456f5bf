import Foundation

/// The first line of a message in nginx's error.log.
struct ErrorLogEntry {
    /// Which connection it is about; nil where it is about nginx itself.
    let connection: Int?
    let message: String
    /// A piece of what a program wrote to standard error, 500 bytes at most: the next piece goes on.
    let continues: Bool

    /// nil where the line goes on with an earlier message.
    init?(_ line: String) {
        // 2026/11/23 04:37:53 [error] 6313#6313: *33 FastCGI sent in stderr: "..." while reading ...
        let opening = /^\d{4}\/\d\d\/\d\d \d\d:\d\d:\d\d \[\w+\] \d+#\d+: (?:\*(\d+) )?/
        guard let match = line.prefixMatch(of: opening) else { return nil }
        connection = match.1.flatMap { Int($0) }
        let rest = line[match.range.upperBound...]
        let program = "FastCGI sent in stderr: \""
        continues = rest.hasPrefix(program)
        message = continues ? Self.words(in: String(rest.dropFirst(program.count))) : String(rest)
    }

    /// What was said, without where nginx was when it read it.
    static func words(in text: String) -> String {
        text.range(of: "\" while ", options: .backwards).map { String(text[..<$0.lowerBound]) } ?? text
    }
}
