import CSQLite

extension Database {
    /// Copies what it can of the write-ahead log into the database, and waits for nobody (PASSIVE). The other modes would
    /// wait for the write lock. By a connection that has read; one that has not knows of no log.
    /// https://sqlite.org/c3ref/wal_checkpoint_v2.html
    /// - Returns: the frames in the log, and how many of them are in the database now; nil where another checkpoints.
    /// - Throws: `SQLiteError`.
    public func checkpoint() throws -> (inLog: Int, copied: Int)? {
        var (inLog, copied): (Int32, Int32) = (-1, -1)
        let code = sqlite3_wal_checkpoint_v2(connection, "main", SQLITE_CHECKPOINT_PASSIVE, &inLog, &copied)
        if code & 0xff == SQLITE_BUSY { return nil }
        guard code == SQLITE_OK else { throw SQLiteError(connection, code: code, sql: "checkpoint") }
        return (Int(inLog), Int(copied))
    }
}
