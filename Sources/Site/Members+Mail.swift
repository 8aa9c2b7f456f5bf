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
}
