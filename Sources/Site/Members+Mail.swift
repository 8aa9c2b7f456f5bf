import SQLite

extension Members {
    /// Puts a mail where it waits for `foobar mail flush`; in the transaction of what causes it.
    /// - Parameter unsubscribe: the address that ends mail like this by one POST (RFC 8058), or empty.
    public func addMail(to recipient: String, subject: String, body: String, unsubscribe: String = "", now: Int) throws {
        try database.run(
            """
            INSERT INTO mail (recipient, subject, body, unsubscribe, at, next_at, tries, error)
            VALUES (?, ?, ?, ?, ?, ?, 0, '')
            """, recipient, subject, body, unsubscribe, now, now)
    }

    /// Takes the mail whose time has come first; nil where there is none.
    ///
    /// Nobody else is given it for ten minutes. A process that dies between taking and `removeMail` leaves it to be
    /// tried again then: a mail may be delivered twice, but none is lost.
    public func takeMail(now: Int) throws -> Mail? {
        try transaction {
            try database.first(
                """
                UPDATE mail SET tries = tries + 1, next_at = ?
                WHERE id = (SELECT id FROM mail WHERE next_at <= ? ORDER BY next_at, id LIMIT 1)
                RETURNING id, recipient, subject, body, unsubscribe, at, next_at, tries, error
                """, now + Mail.claimTime, now
            ) { Mail($0) }
        }
    }

    /// Forgets a mail that was delivered.
    public func removeMail(id: Int) throws {
        try database.run("DELETE FROM mail WHERE id = ?", id)
    }

    /// Lets a mail wait that could not be delivered, the longer the more often it was tried.
    public func postpone(_ mail: Mail, error: String, now: Int) throws {
        let next = mail.tries < Mail.mostTries ? now + Mail.delay(afterTries: mail.tries) : Mail.never
        try database.run("UPDATE mail SET next_at = ?, error = ? WHERE id = ?", next, error, mail.id)
    }

    /// Whether there is mail whose time has come.
    public func hasDueMail(now: Int) throws -> Bool {
        try database.first("SELECT 1 FROM mail WHERE next_at <= ? LIMIT 1", now) { _ in true } ?? false
    }

    /// Lets come now what waits for longer than anything may: it was put there before the clock was set back.
    /// - Returns: how many there were.
    @discardableResult
    public func bringMailForward(now: Int) throws -> Int {
        try database.run(
            "UPDATE mail SET next_at = ? WHERE next_at > ? AND next_at < ?", now, now + Mail.longestDelay, Mail.never)
    }

    /// What waits, in the order in which it is tried.
    public func waitingMail(limit: Int) throws -> [Mail] {
        var mails: [Mail] = []
        try database.query(
            """
            SELECT id, recipient, subject, body, unsubscribe, at, next_at, tries, error FROM mail
            ORDER BY next_at, id LIMIT ?
            """, limit
        ) { mails.append(Mail($0)) }
        return mails
    }

    /// Makes a mail's time come now, and its tries count anew. One that is under way is left alone.
    public func retryMail(id: Int, now: Int) throws {
        try database.run("UPDATE mail SET next_at = ?, tries = 0 WHERE id = ? AND error <> ''", now, id)
    }
}

extension Mail {
    init(_ row: Row) {
        self.init(
            id: row.int(0), recipient: row.string(1), subject: row.string(2), body: row.string(3), unsubscribe: row.string(4),
            at: row.int(5), nextAt: row.int(6), tries: row.int(7), error: row.string(8))
    }
}
