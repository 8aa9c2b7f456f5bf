extension Database {
    /// What SQLite finds wrong in the file's pages, indexes and constraints, a line each and 20 at the most. It reads
    /// all of the file (https://sqlite.org/pragma.html#pragma_integrity_check).
    public func integrityFaults() throws -> [String] {
        var faults: [String] = []
        try query("PRAGMA integrity_check(20)") { row in
            let lines = row.string(0).split(separator: "\n").map(String.init)
            faults += lines.filter { $0 != "ok" && $0 != "*** in database main ***" }
        }
        return faults
    }

    /// How many rows of a table name one of another table that is not there.
    public func foreignKeyFaults() throws -> [(table: String, parent: String, count: Int)] {
        var faults: [(table: String, parent: String, count: Int)] = []
        try query("PRAGMA foreign_key_check") { row in
            let (table, parent) = (row.string(0), row.string(2))
            if let index = faults.firstIndex(where: { $0.table == table && $0.parent == parent }) {
                faults[index].count += 1
            } else {
                faults.append((table, parent, 1))
            }
        }
        return faults
    }

    /// How commits reach the file: `wal`, `delete` and so on.
    public func journalMode() throws -> String {
        try first("PRAGMA journal_mode") { $0.string(0) } ?? ""
    }
}
