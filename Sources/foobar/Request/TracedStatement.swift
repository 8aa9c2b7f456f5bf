import Foundation
import SQLite

/// A statement as `FOOBAR_TRACE` tells of it (Sources/SQLite/Trace.swift).
struct TracedStatement: Decodable {
    /// Nanoseconds since 1970.
    let started: Int
    let nanoseconds: Int
    /// The database's path.
    let database: String
    let rows: Int
    /// Of SQLite's virtual machine.
    let steps: Int
    /// Rows that were read one after another, with no index.
    let scanned: Int
    let sql: String
    /// With the values in their places.
    let expanded: String

    /// The statement on one line, what it took, and how SQLite ran it.
    var lines: [String] {
        let text = (expanded.isEmpty ? sql : expanded).split(whereSeparator: \.isWhitespace).joined(separator: " ")
        let name = URL(fileURLWithPath: database).lastPathComponent
        let scan = scanned > 0 ? ", \(scanned) scanned" : ""
        return ["\(name)  \(text)", "  \(rows) row\(rows == 1 ? "" : "s"), \(steps) steps\(scan)"] + plan.map { "  " + $0 }
    }

    /// Of what reads or changes tables; the rest has none.
    private var plan: [String] {
        (try? Database(database, for: .reading).plan(of: sql)) ?? []
    }
}
