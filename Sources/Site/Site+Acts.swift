import SQLite

extension Site {
    /// Writes into the log that all may read; in the transaction of what was done.
    /// - Parameters:
    ///   - target: the address of what was acted on, as a path.
    ///   - title: how people call it.
    public func log(_ act: String, by actor: Byline, target: String, title: String, reason: String, now: Int) throws {
        try database.run(
            "INSERT INTO act (at, actor, act, target, title, reason) VALUES (?, ?, ?, ?, ?, ?)",
            now, actor.line, act, target, title, reason)
    }
}
