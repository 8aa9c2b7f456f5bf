import CSQLite

extension Database {
    /// Has SQLite bring its statistics up to date where it finds that queries could gain by it
    /// (https://sqlite.org/pragma.html#pragma_optimize). It looks at a part of each table only.
    public func optimise() throws {
        try run("PRAGMA analysis_limit = 400")
        try run("PRAGMA optimize")
    }

    /// Rows that this connection has changed, those of virtual tables' own tables too.
    var totalChanges: Int { Int(sqlite3_total_changes64(connection)) }

    /// Runs a statement again and again, each time in a transaction of its own, for as long as it finds something to do.
    /// - Parameter least: how many rows change where it does something.
    public func runWhileChanging(_ sql: StaticString, least: Int) throws {
        var before = totalChanges - least
        while totalChanges - before >= least {
            before = totalChanges
            try run(sql)
        }
    }
}
