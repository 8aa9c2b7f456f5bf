import SQLite

extension Members {
    /// The ban that a member is under.
    public func ban(of userID: Int, now: Int) throws -> Ban? {
        try database.first(
            """
            SELECT banned_until, ban_reason FROM member
            WHERE user_id = ? AND (banned_until = 0 OR banned_until > ?)
            """, userID, now
        ) { Ban(until: $0.int(0) == 0 ? nil : $0.int(0), reason: $0.string(1)) }
    }

    /// Puts a member under a ban, or ends the one that she is under.
    public func setBan(_ ban: Ban?, of userID: Int) throws {
        try database.run(
            "UPDATE member SET banned_until = ?, ban_reason = ? WHERE user_id = ?",
            ban.map { $0.until ?? 0 }, ban?.reason, userID)
    }

    /// How many of a member's comments a moderator let through.
    public func approvedComments(of userID: Int) throws -> Int {
        try database.first("SELECT approved FROM member WHERE user_id = ?", userID) { $0.int(0) } ?? 0
    }

    public func countApprovedComment(of userID: Int) throws {
        try database.run("UPDATE member SET approved = approved + 1 WHERE user_id = ?", userID)
    }
}
