import SQLite

extension Members {
    /// Makes an access token.
    /// - Parameter days: that it is good for.
    public func addAccessToken(
        of userID: Int, name: String, scopes: [Scope], days: Int, now: Int
    ) throws -> Token {
        let token = Token()
        try database.run(
            "INSERT INTO access_token (hash, user_id, name, scopes, created_at, expires_at) VALUES (?, ?, ?, ?, ?, ?)",
            token.hash, userID, name, scopes.map(\.rawValue).joined(separator: " "), now, now + days * 86_400)
        return token
    }

    /// What a token stands for; nil where it is not known, or good no more. Notes every few minutes that it was used,
    /// where there is room to.
    public func accessToken(_ token: Token, now: Int) throws -> AccessToken? {
        let known = try database.first(
            """
            SELECT hex(hash), user_id, name, scopes, created_at, expires_at, used_at FROM access_token
            WHERE hash = ? AND expires_at > ? AND created_at < ?
            """, token.hash, now, now + Session.clockError
        ) { AccessToken($0) }
        if let known, now - (known.usedAt ?? 0) >= AccessToken.usedStep {
            do {
                try database.run("UPDATE access_token SET used_at = ? WHERE hash = ?", now, token.hash)
            } catch let error as SQLiteError where error.isFull {
                // Who only reads can do so on a full disk.
            }
        }
        return known
    }

    /// A member's tokens that are good, the newest first.
    public func accessTokens(of userID: Int, now: Int) throws -> [AccessToken] {
        var tokens: [AccessToken] = []
        try database.query(
            """
            SELECT hex(hash), user_id, name, scopes, created_at, expires_at, used_at FROM access_token
            WHERE user_id = ? AND expires_at > ? AND created_at < ?
            """, userID, now, now + Session.clockError
        ) { tokens.append(AccessToken($0)) }
        return tokens.sorted { ($0.createdAt, $0.id) > ($1.createdAt, $1.id) }
    }

    /// Revokes one of a member's tokens by its id.
    public func endAccessToken(id: String, of userID: Int) throws {
        try database.run("DELETE FROM access_token WHERE user_id = ? AND hex(hash) = ?", userID, id)
    }

    /// Revokes all tokens of a member.
    public func endAccessTokens(of userID: Int) throws {
        try database.run("DELETE FROM access_token WHERE user_id = ?", userID)
    }
}

extension AccessToken {
    init(_ row: Row) {
        self.init(
            id: row.string(0), userID: row.int(1), name: row.string(2),
            scopes: row.string(3).split(separator: " ").compactMap { Scope(rawValue: String($0)) },
            createdAt: row.int(4), expiresAt: row.int(5), usedAt: row.optionalInt(6))
    }
}
