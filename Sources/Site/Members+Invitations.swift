import SQLite

extension Members {
    /// A member's invitations that nobody has taken up yet, oldest first.
    public func invitations(of userID: Int, now: Int) throws -> [Invitation] {
        var invitations: [Invitation] = []
        try database.query(
            """
            SELECT hex(hash), data, created_at, expires_at FROM token
            WHERE user_id = ? AND kind = 'invite' AND expires_at > ?
            """, userID, now
        ) { invitations.append(Invitation(id: $0.string(0), email: $0.string(1), createdAt: $0.int(2), expiresAt: $0.int(3))) }
        return invitations.sorted { $0.createdAt < $1.createdAt }
    }

    /// Takes an invitation back.
    public func withdrawInvitation(id: String, of userID: Int) throws {
        try database.run("DELETE FROM token WHERE user_id = ? AND kind = 'invite' AND hex(hash) = ?", userID, id)
    }

    /// Those whom a member has invited, and whom they have, each after her inviter and before that one's next.
    /// - Returns: user ids, and how far down each is, from 1 on; at most 500.
    public func invited(by userID: Int) throws -> [(userID: Int, depth: Int)] {
        var tree: [(userID: Int, depth: Int)] = []
        try database.query(
            """
            WITH RECURSIVE tree (user_id, depth) AS (
                SELECT user_id, 1 FROM member WHERE invited_by = ?
                UNION ALL
                SELECT member.user_id, tree.depth + 1 FROM tree JOIN member ON member.invited_by = tree.user_id
                ORDER BY 2 DESC
                LIMIT 500
            )
            SELECT user_id, depth FROM tree
            """, userID
        ) { tree.append(($0.int(0), $0.int(1))) }
        return tree
    }
}
