import SQLite

/// What a moderator wrote down about a member, for other moderators.
public struct Note: Sendable, Equatable {
    /// Characters.
    public static let limit = 2_000

    public let authorID: Int
    /// Seconds since 1970.
    public let at: Int
    public let text: String
}

extension Members {
    public func addNote(_ text: String, on userID: Int, by authorID: Int, now: Int) throws {
        try database.run("INSERT INTO note (user_id, author_id, at, text) VALUES (?, ?, ?, ?)", userID, authorID, now, text)
    }

    /// The notes on a member, the newest first.
    public func notes(on userID: Int, limit: Int = 100) throws -> [Note] {
        var notes: [Note] = []
        try database.query(
            "SELECT author_id, at, text FROM note WHERE user_id = ? ORDER BY id DESC LIMIT ?", userID, limit
        ) { notes.append(Note(authorID: $0.int(0), at: $0.int(1), text: $0.string(2))) }
        return notes
    }
}
