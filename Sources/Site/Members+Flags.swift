import SQLite

extension Members {
    /// Keeps what somebody reports.
    /// - Returns: false where she has reported it before.
    public func addFlag(on target: Report.Target, by userID: Int, reason: Report.Reason, words: String, now: Int) throws -> Bool {
        try database.run(
            """
            INSERT INTO flag (target, user_id, reason, at) VALUES (?, ?, ?, ?)
            ON CONFLICT (target, user_id) DO NOTHING
            """, target.text, userID, words.isEmpty ? reason.rawValue : "\(reason.rawValue): \(words)", now) > 0
    }

    public func hasFlagged(_ target: Report.Target, _ userID: Int) throws -> Bool {
        try database.first("SELECT 1 FROM flag WHERE target = ? AND user_id = ?", target.text, userID) { _ in true } ?? false
    }

    /// The reports that nobody has looked into, the oldest first.
    public func openFlags(limit: Int) throws -> [Report] {
        var flags: [Report] = []
        try database.query(
            "SELECT target, user_id, reason, at FROM flag WHERE closed_at IS NULL AND id > 0 ORDER BY id LIMIT ?", limit
        ) { row in
            if let flag = Report(row) { flags.append(flag) }
        }
        return flags
    }

    /// The reports of one thing that nobody has looked into.
    public func openFlags(on target: Report.Target) throws -> [Report] {
        var flags: [Report] = []
        try database.query(
            "SELECT target, user_id, reason, at FROM flag WHERE target = ? AND closed_at IS NULL ORDER BY user_id LIMIT 100",
            target.text
        ) { row in
            if let flag = Report(row) { flags.append(flag) }
        }
        return flags
    }

    /// Notes that somebody has looked into all reports of one thing.
    public func closeFlags(on target: Report.Target, now: Int) throws {
        try database.run("UPDATE flag SET closed_at = ? WHERE target = ? AND closed_at IS NULL", now, target.text)
    }
}

extension Report {
    init?(_ row: Row) {
        guard let target = Target(row.string(0)) else { return nil }
        self.init(target: target, userID: row.int(1), reason: row.string(2), at: row.int(3))
    }
}
