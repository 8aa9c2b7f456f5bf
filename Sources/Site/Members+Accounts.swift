import SQLite

extension Members {
    public func member(_ userID: Int) throws -> Member? {
        try database.first(
            """
            SELECT user_id, email, password, joined_at, invited_by, totp_secret, mail_replies, mail_mentions, mail_follows
            FROM member WHERE user_id = ?
            """, userID
        ) { Member($0) }
    }

    public func member(_ email: EmailAddress) throws -> Member? {
        try database.first(
            """
            SELECT user_id, email, password, joined_at, invited_by, totp_secret, mail_replies, mail_mentions, mail_follows
            FROM member WHERE email = ?
            """, email.text
        ) { Member($0) }
    }

    /// Keeps a new member; in the transaction that uses up what let her in.
    /// - Returns: false where the address is somebody's already.
    public func addMember(
        userID: Int, email: EmailAddress, password: PasswordHash?, invitedBy: Int?, now: Int
    ) throws -> Bool {
        try database.run(
            """
            INSERT INTO member (user_id, email, password, joined_at, invited_by) VALUES (?, ?, ?, ?, ?)
            ON CONFLICT DO NOTHING
            """, userID, email.text, password?.text, now, invitedBy) > 0
    }

    public func setPassword(of userID: Int, _ hash: PasswordHash) throws {
        try database.run("UPDATE member SET password = ? WHERE user_id = ?", hash.text, userID)
    }

    /// Makes the hash of the same password anew, unless the password was changed meanwhile.
    public func raisePassword(of userID: Int, from old: PasswordHash, to new: PasswordHash) throws {
        try database.run("UPDATE member SET password = ? WHERE user_id = ? AND password = ?", new.text, userID, old.text)
    }

    /// - Returns: false where the address is somebody's already.
    public func setEmail(of userID: Int, _ email: EmailAddress) throws -> Bool {
        try database.run(
            "UPDATE member SET email = ? WHERE user_id = ? AND NOT EXISTS (SELECT 1 FROM member WHERE email = ?)",
            email.text, userID, email.text) > 0
    }

    public func setMailWishes(of userID: Int, _ wishes: MailWishes) throws {
        try database.run(
            "UPDATE member SET mail_replies = ?, mail_mentions = ?, mail_follows = ? WHERE user_id = ?",
            wishes.replies, wishes.mentions, wishes.follows, userID)
    }

    // MARK: The second factor

    /// Begins or ends asking for codes. Recovery codes that there were are good no more.
    /// - Parameter step: that of the code by which she showed that her phone has the secret.
    public func setOneTimePassword(of userID: Int, _ password: OneTimePassword?, step: Int?, codes: [RecoveryCode]) throws {
        try database.run(
            "UPDATE member SET totp_secret = ?, totp_step = ? WHERE user_id = ?", password?.secret, step, userID)
        try setRecoveryCodes(of: userID, codes)
    }

    public func setRecoveryCodes(of userID: Int, _ codes: [RecoveryCode]) throws {
        try database.run("DELETE FROM recovery_code WHERE user_id = ?", userID)
        for code in codes { try database.run("INSERT INTO recovery_code (user_id, hash) VALUES (?, ?)", userID, code.hash) }
    }

    public func recoveryCodeCount(of userID: Int) throws -> Int {
        try database.first("SELECT count(*) FROM recovery_code WHERE user_id = ?", userID) { $0.int(0) } ?? 0
    }

    /// Takes a code of the phone or a recovery code, each good for once.
    /// - Returns: false where it is neither, or was used already.
    public func takeCode(_ typed: String, of member: Member, now: Int) throws -> Bool {
        if let step = member.oneTimePassword?.step(of: typed, now: now) {
            return try database.run(
                "UPDATE member SET totp_step = ? WHERE user_id = ? AND (totp_step IS NULL OR totp_step < ?)",
                step, member.userID, step) > 0
        }
        guard let code = RecoveryCode(typed) else { return false }
        return try database.run("DELETE FROM recovery_code WHERE user_id = ? AND hash = ?", member.userID, code.hash) > 0
    }

    // MARK: What has run out

    /// Forgets what has run out: sessions, links, access tokens and kept forms.
    public func forgetExpired(of userID: Int, now: Int) throws {
        try database.run(
            "DELETE FROM session WHERE user_id = ? AND (seen_at <= ? OR created_at <= ?)",
            userID, now - Session.idleTimeout, now - Session.absoluteTimeout)
        try database.run("DELETE FROM token WHERE user_id = ? AND expires_at <= ?", userID, now)
        try database.run("DELETE FROM access_token WHERE user_id = ? AND expires_at <= ?", userID, now)
        try database.run("DELETE FROM token WHERE user_id IS NULL AND kind IN ('confirm', 'reset', 'owner') AND expires_at <= ?", now)
        try database.run("DELETE FROM pending WHERE expires_at <= ?", now)
    }
}

extension Member {
    init(_ row: Row) {
        var mail = MailWishes()
        mail.replies = row.bool(6)
        mail.mentions = row.bool(7)
        mail.follows = row.bool(8)
        self.init(
            userID: row.int(0), email: row.optionalString(1), password: row.optionalString(2).map { PasswordHash(text: $0) },
            joinedAt: row.int(3), invitedBy: row.optionalInt(4),
            oneTimePassword: row.isNull(5) ? nil : OneTimePassword(secret: row.blob(5)), mail: mail)
    }
}
