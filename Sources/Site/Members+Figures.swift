import SQLite

extension Members {
    /// How many files were uploaded, and their bytes.
    public func uploadTotal() throws -> (count: Int, size: Int) {
        try database.first("SELECT count(*), coalesce(sum(size), 0) FROM upload") { ($0.int(0), $0.int(1)) } ?? (0, 0)
    }

    /// Mail that was tried and not taken, what is tried next first.
    public func failedMail(limit: Int) throws -> [Mail] {
        var mails: [Mail] = []
        try database.query(
            """
            SELECT id, recipient, subject, body, unsubscribe, at, next_at, tries, error FROM mail
            WHERE error <> ''
            ORDER BY next_at, id
            LIMIT ?
            """, limit
        ) { mails.append(Mail($0)) }
        return mails
    }
}
