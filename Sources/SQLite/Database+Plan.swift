import CSQLite

extension Database {
    /// How SQLite would run a statement (https://sqlite.org/eqp.html): a line a step, indented under the one that it
    /// belongs to. Nothing is run.
    /// - Throws: `SQLiteError` for what is no statement.
    public func plan(of sql: String) throws -> [String] {
        var statement: OpaquePointer?
        let question = "EXPLAIN QUERY PLAN " + sql
        let code = sqlite3_prepare_v2(connection, question, -1, &statement, nil)
        guard code == SQLITE_OK, let statement else { throw SQLiteError(connection, code: code, sql: sql) }
        defer { sqlite3_finalize(statement) }
        var depths = [0: -1]
        var lines: [String] = []
        while sqlite3_step(statement) == SQLITE_ROW {
            let depth = (depths[Int(sqlite3_column_int(statement, 1))] ?? -1) + 1
            depths[Int(sqlite3_column_int(statement, 0))] = depth
            let detail = sqlite3_column_text(statement, 3).map { String(cString: $0) } ?? ""
            lines.append(String(repeating: "  ", count: depth) + detail)
        }
        return lines
    }
}
