/// What programs wrote to standard error, by the connection that they answered.
struct SaidWords {
    private var entries: [Int: [ErrorLogEntry]] = [:]

    init(_ files: LogFiles) throws {
        var lines: [String] = []
        try files.forEachLine { lines.append($0) }
        for entry in ErrorLogEntry.entries(in: lines) where entry.isFromProgram {
            if let connection = entry.connection { entries[connection, default: []].append(entry) }
        }
    }

    /// What was said while a request was answered; nil for nothing.
    func words(_ request: LoggedRequest) -> ProgramWords? {
        // Connections are counted anew by each nginx; both logs have whole seconds.
        guard let end = request.localSeconds, let said = entries[request.connection] else { return nil }
        let start = end - Int(request.seconds.rounded(.up)) - 1
        let during = said.filter { entry in entry.localSeconds.map { (start...end).contains($0) } ?? false }
        guard !during.isEmpty else { return nil }
        var words = ProgramWords()
        for entry in during { words.add(entry.message) }
        return words
    }
}
