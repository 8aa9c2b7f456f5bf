import CSQLite

extension Database {
    /// Writes a copy of the whole database, page by page, to a new file: as it is in the snapshot that this connection
    /// is in, else as it is now. Nobody waits for it. https://sqlite.org/backup.html
    ///
    /// The copy is not forced onto the disk.
    /// - Throws: `SQLiteError`, where the file can't be written.
    public func copyPages(to path: String) throws {
        let copy = try Database(path, for: .creating)
        try copy.run("PRAGMA synchronous = OFF")
        guard let backup = sqlite3_backup_init(copy.connection, "main", connection, "main") else {
            throw SQLiteError(copy.connection, code: sqlite3_extended_errcode(copy.connection), sql: "backup to \(path)")
        }
        let code = sqlite3_backup_step(backup, -1)
        let ending = sqlite3_backup_finish(backup)
        guard code == SQLITE_DONE, ending == SQLITE_OK else {
            throw SQLiteError(copy.connection, code: code == SQLITE_DONE ? ending : code, sql: "backup to \(path)")
        }
    }

    /// Begins a transaction that reads, and takes its snapshot now; BEGIN alone would take it at the first statement.
    public func beginSnapshot() throws {
        try run("BEGIN")
        _ = try first("SELECT count(*) FROM sqlite_schema") { $0.int(0) }
    }
}
