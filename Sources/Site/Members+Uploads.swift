import SQLite

extension Members {
    /// Notes a file that is in the folder of uploads.
    /// - Returns: its id.
    @discardableResult
    public func addUpload(
        userID: Int, name: String, title: String, kind: FileKind, size: Int, now: Int
    ) throws -> Int {
        let picture = Picture(name: name)
        try database.run(
            "INSERT INTO upload (user_id, name, title, type, size, width, height, at) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            userID, name, title, picture == nil ? kind.type : "image/webp", size, picture?.width, picture?.height, now)
        return database.lastInsertRowID
    }

    /// One of a member's files.
    public func upload(_ id: Int, of userID: Int) throws -> Upload? {
        try database.first(
            "SELECT id, user_id, name, title, type, size, at FROM upload WHERE id = ? AND user_id = ?", id, userID
        ) { Upload($0) }
    }

    /// A member's files, the newest first.
    public func uploads(of userID: Int, before: Int = .max, limit: Int) throws -> [Upload] {
        var uploads: [Upload] = []
        try database.query(
            """
            SELECT id, user_id, name, title, type, size, at FROM upload
            WHERE user_id = ? AND id < ?
            ORDER BY id DESC
            LIMIT ?
            """, userID, before, limit
        ) { uploads.append(Upload($0)) }
        return uploads
    }

    /// Bytes of all files of a member.
    public func uploadSize(of userID: Int) throws -> Int {
        try database.first("SELECT coalesce(sum(size), 0) FROM upload WHERE user_id = ?", userID) { $0.int(0) } ?? 0
    }

    public func dropUpload(_ id: Int, of userID: Int) throws {
        try database.run("DELETE FROM upload WHERE id = ? AND user_id = ?", id, userID)
    }
}

extension Upload {
    init(_ row: Row) {
        self.init(
            id: row.int(0), userID: row.int(1), name: row.string(2), title: row.string(3), type: row.string(4),
            size: row.int(5), at: row.int(6))
    }
}
