import SQLite

extension Members {
    /// Begins a session for somebody who has just shown who she is.
    /// - Returns: the token for the cookie.
    public func beginSession(userID: Int, device: String, now: Int) throws -> Token {
        let token = Token()
        try database.run(
            "INSERT INTO session (hash, user_id, created_at, seen_at, proven_at, device) VALUES (?, ?, ?, ?, ?, ?)",
            token.hash, userID, now, now, now, String(device.prefix(200)))
        return token
    }

    /// Begins a session for the operator, who asks as somebody else from the shell. It ends by itself after ten
    /// minutes, should its own end be missed.
    public func beginShellSession(userID: Int, now: Int) throws -> Token {
        let token = Token()
        try database.run(
            "INSERT INTO session (hash, user_id, created_at, seen_at, proven_at, device) VALUES (?, ?, ?, ?, ?, ?)",
            token.hash, userID, now - Session.absoluteTimeout + 600, now, now, "foobar request")
        return token
    }

    /// The session of a token, if it has not ended; notes every few minutes that it was used, where the database is
    /// open for writing and has room.
    public func session(_ token: Token, now: Int) throws -> Session? {
        let session = try database.first(
            """
            SELECT hex(hash), user_id, created_at, seen_at, proven_at, device FROM session
            WHERE hash = ? AND seen_at > ? AND created_at > ? AND seen_at < ?
            """, token.hash, now - Session.idleTimeout, now - Session.absoluteTimeout, now + Session.clockError
        ) { Session($0) }
        if access != .reading, let session, now - session.seenAt >= Session.seenStep {
            do {
                try database.run("UPDATE session SET seen_at = ? WHERE hash = ?", now, token.hash)
            } catch let error as SQLiteError where error.isFull {
                // Who only reads can do so on a full disk.
            }
        }
        return session
    }

    /// The sessions of a member that have not ended, the one used last first.
    public func sessions(of userID: Int, now: Int) throws -> [Session] {
        var sessions: [Session] = []
        try database.query(
            """
            SELECT hex(hash), user_id, created_at, seen_at, proven_at, device FROM session
            WHERE user_id = ? AND seen_at > ? AND created_at > ? AND seen_at < ?
            """, userID, now - Session.idleTimeout, now - Session.absoluteTimeout, now + Session.clockError
        ) { sessions.append(Session($0)) }
        return sessions.sorted { $0.seenAt > $1.seenAt }
    }

    /// Notes that the password was asked for and given.
    public func proveSession(_ token: Token, now: Int) throws {
        try database.run("UPDATE session SET proven_at = ? WHERE hash = ?", now, token.hash)
    }

    public func endSession(_ token: Token) throws {
        try database.run("DELETE FROM session WHERE hash = ?", token.hash)
    }

    /// Ends one of a member's sessions by its id.
    public func endSession(id: String, of userID: Int) throws {
        try database.run("DELETE FROM session WHERE user_id = ? AND hex(hash) = ?", userID, id)
    }

    /// Ends everybody's sessions.
    public func endAllSessions() throws {
        try database.run("DELETE FROM session")
    }

    /// Ends all sessions of a member but one.
    public func endSessions(of userID: Int, except token: Token?) throws {
        try database.run("DELETE FROM session WHERE user_id = ? AND hash IS NOT ?", userID, token?.hash)
    }
}

extension Session {
    init(_ row: Row) {
        self.init(
            id: row.string(0), userID: row.int(1), createdAt: row.int(2), seenAt: row.int(3), provenAt: row.int(4),
            device: row.string(5))
    }
}
