import Foundation

/// A message in nginx's error.log; it can have several lines.
struct ErrorLogEntry {
    /// Which connection it is about; nil where it is about nginx itself.
    let connection: Int?
    /// As `LogClock` counts.
    let localSeconds: Int?
    let message: String
    /// Whether the message is a piece of what a program wrote to standard error.
    let isFromProgram: Bool

    /// `2026/11/23 04:37:53 [error] 6313#6313: *33 FastCGI sent in stderr: "..." while reading ...`
    private init(_ text: Substring, after opening: Substring.Index, connection: Int?) {
        self.connection = connection
        localSeconds = LogClock.seconds(text)
        let rest = text[opening...]
        let program = "FastCGI sent in stderr: \""
        isFromProgram = rest.hasPrefix(program)
        // Without where nginx was when it read it.
        let end = rest.range(of: "\" while ", options: .backwards)?.lowerBound
        message = String(isFromProgram ? rest[..<(end ?? rest.endIndex)].dropFirst(program.count) : rest)
    }

    /// Puts the lines of the log together again.
    static func entries(in lines: [String]) -> [ErrorLogEntry] {
        let opening = /\d{4}\/\d\d\/\d\d \d\d:\d\d:\d\d \[\w+\] \d+#\d+: (?:\*(\d+) )?/
        let starts = lines.indices.filter { lines[$0].prefixMatch(of: opening) != nil }
        return zip(starts, starts.dropFirst() + [lines.endIndex]).compactMap { start, end in
            let text = lines[start..<end].joined(separator: "\n")
            return text.prefixMatch(of: opening).map { match in
                ErrorLogEntry(text[...], after: match.range.upperBound, connection: match.1.flatMap { Int($0) })
            }
        }
    }
}
