import SQLite

extension Site {
    /// The id of the member of that name.
    public func userID(_ name: String) throws -> Int? {
        try database.first("SELECT id FROM user WHERE name = ?", name) { $0.int(0) }
    }

    /// Adds somebody whom an import brought: an account that nobody has claimed, without a password.
    /// - Returns: its id.
    @discardableResult
    public func addImportedUser(name: String, shown: String, about: String = "", link: String = "", now: Int) throws -> Int {
        try database.run(
            """
            INSERT INTO user (name, shown, role, state, about, link, picture, created_at, post_count)
            VALUES (?, ?, 'author', 'imported', ?, ?, '', ?, 0)
            """, name, shown, about, link, now)
        return database.lastInsertRowID
    }
}
