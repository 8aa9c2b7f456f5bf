import CSQLite

extension Database {
    /// How many rows this connection has changed, those of virtual tables' own tables too.
    public var totalChanges: Int { Int(sqlite3_total_changes64(connection)) }
}
