import SQLite

extension Members {
    /// Where a member's mail goes and what she wants of it; nil where she has no address.
    func mailbox(of userID: Int) throws -> (address: String, choices: MailChoices)? {
        try database.first(
            "SELECT email, mail_replies, mail_mentions, mail_follows FROM member WHERE user_id = ? AND email IS NOT NULL", userID
        ) {
            ($0.string(0), MailChoices(replies: $0.bool(1), mentions: $0.bool(2), follows: $0.bool(3)))
        }
    }

    /// What the link of a mail ends; nil where the link is not known, or too old.
    public func subscription(_ token: Token, now: Int) throws -> Subscription? {
        try self.token(token, .unsubscribe, now: now).flatMap { Subscription(userID: $0.userID, data: $0.data) }
    }

    /// Whether there is still mail of this kind.
    public func isOpen(_ subscription: Subscription) throws -> Bool {
        if let postID = subscription.postID { return try isFollowing(postID, subscription.userID) }
        return try mailbox(of: subscription.userID)?.choices[subscription.kind] ?? false
    }

    /// Ends mail of one kind, or about one thread. Doing so twice does no harm.
    public func end(_ subscription: Subscription) throws {
        if let postID = subscription.postID { return try setFollowing(false, postID, subscription.userID) }
        switch subscription.kind {
        case .replies: try database.run("UPDATE member SET mail_replies = 0 WHERE user_id = ?", subscription.userID)
        case .mentions: try database.run("UPDATE member SET mail_mentions = 0 WHERE user_id = ?", subscription.userID)
        case .follows: try database.run("UPDATE member SET mail_follows = 0 WHERE user_id = ?", subscription.userID)
        }
    }

    /// How far somebody who goes over `site.db` has come; 0 at first.
    func cursor(_ name: String) throws -> Int {
        try database.first("SELECT value FROM cursor WHERE name = ?", name) { $0.int(0) } ?? 0
    }

    func setCursor(_ name: String, to value: Int) throws {
        try database.run(
            """
            INSERT INTO cursor (name, value) VALUES (?, ?)
            ON CONFLICT (name) DO UPDATE SET value = excluded.value WHERE value <> excluded.value
            """, name, value)
    }
}
