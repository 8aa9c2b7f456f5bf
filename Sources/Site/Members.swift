import SQLite

/// What the site keeps of its members and shows nobody: `members.db`, opened for one request.
public final class Members {
    let database: Database
    let access: Database.Access

    /// Opens the database of the data folder.
    /// - Throws: `SQLiteError`; `SchemaError` where the file is too new or too old for this program.
    public init(in folder: DataFolder, for access: Database.Access = .reading) throws {
        self.access = access
        database = try Database(folder.membersDatabase, for: access)
        try database.check(folder.membersDatabase, against: Schema.members)
    }

    /// Does `body` as one transaction: whole, or not at all where it throws.
    public func transaction<Value>(_ body: () throws -> Value) throws -> Value {
        try database.transaction(body)
    }

    /// Answers whether the file can be read: what a health check asks.
    public func ping() throws {
        _ = try database.first("SELECT count(*) FROM (SELECT 1 FROM member LIMIT 1)") { $0.int(0) }
    }

    /// Whether anybody is known here.
    func hasMembers() throws -> Bool {
        try database.first("SELECT 1 FROM member LIMIT 1") { _ in true } ?? false
    }

    /// Keeps the address of somebody whom an import brought, unless it is somebody's already.
    public func addMember(userID: Int, email: String?, now: Int) throws {
        try database.run(
            "INSERT INTO member (user_id, email, joined_at) VALUES (?, ?, ?) ON CONFLICT DO NOTHING",
            userID, email?.lowercased(), now)
    }

    /// Keeps the hash of a protected post's password.
    public func setPassword(ofPost postID: Int, hash: PasswordHash) throws {
        try database.run(
            """
            INSERT INTO post_password (post_id, hash) VALUES (?, ?)
            ON CONFLICT (post_id) DO UPDATE SET hash = excluded.hash
            """, postID, hash.text)
    }

    public func password(ofPost postID: Int) throws -> PasswordHash? {
        try database.first("SELECT hash FROM post_password WHERE post_id = ?", postID) { PasswordHash(text: $0.string(0)) }
    }
}
