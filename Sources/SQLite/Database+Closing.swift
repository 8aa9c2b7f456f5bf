import CSQLite

extension Database {
    /// Whether the write-ahead log is left where it is, and empty, where this connection is the last to close the
    /// database; else it is taken away, and who comes next and may only read could not make another.
    /// https://sqlite.org/c3ref/c_fcntl_begin_atomic_write.html, SQLITE_FCNTL_PERSIST_WAL
    public func leaveLogBehind(_ isLeft: Bool = true) {
        var on: Int32 = isLeft ? 1 : 0
        sqlite3_file_control(connection, "main", SQLITE_FCNTL_PERSIST_WAL, &on)
    }
}
