import CSQLite
import SQLite
import Testing

@Suite struct StatementTests {
    let scratch: Scratch
    let database: Database

    init() throws {
        scratch = try Scratch()
        database = try Database(scratch.file(), for: .creating)
        try database.run("CREATE TABLE t (id INTEGER PRIMARY KEY, name TEXT UNIQUE)")
    }

    @Test func rowsComeInOrder() throws {
        for name in ["c", "a", "b"] { try database.run("INSERT INTO t (name) VALUES (?)", name) }
        var names: [String] = []
        try database.query("SELECT name FROM t ORDER BY name DESC") { names.append($0.string(0)) }
        #expect(names == ["c", "b", "a"])
    }

    @Test func noRowIsNil() throws {
        #expect(try database.first("SELECT name FROM t WHERE id = ?", 5) { $0.string(0) } == nil)
    }

    @Test func runTellsHowManyRowsItChanged() throws {
        #expect(try database.run("INSERT INTO t (name) VALUES ('a'), ('b'), ('c')") == 3)
        #expect(database.lastInsertRowID == 3)
        #expect(try database.run("UPDATE t SET name = name || '!' WHERE id > ?", 1) == 2)
        #expect(try database.run("DELETE FROM t WHERE id = ?", 99) == 0)
        #expect(try database.run("INSERT INTO t (id, name) VALUES (1, 'x') ON CONFLICT DO NOTHING") == 0)
    }

    @Test func valuesAreNeverPartOfTheStatement() throws {
        let attack = "'); DROP TABLE t; --"
        try database.run("INSERT INTO t (name) VALUES (?)", attack)
        #expect(try database.first("SELECT name FROM t") { $0.string(0) } == attack)
    }

    @Test func aStatementTakesExactlyItsValues() throws {
        for call in [
            { try database.run("INSERT INTO t (id, name) VALUES (?, ?)", 1) },
            { try database.run("INSERT INTO t (id, name) VALUES (?, ?)", 1, "a", "b") },
            { try database.run("INSERT INTO t (name) VALUES ('a')", 1) },
        ] {
            let error = #expect(throws: SQLiteError.self) { _ = try call() }
            #expect(error?.code == SQLITE_RANGE)
        }
        #expect(try database.first("SELECT count(*) FROM t") { $0.int(0) } == 0)
    }

    @Test func aStatementMayRunWithinItself() throws {
        try database.run("INSERT INTO t (name) VALUES ('a'), ('b'), ('c')")
        #expect(try pairs(3) == ["aaa", "aab", "aac", "aba", "abb"])
        // Once more, with the statements that are kept now.
        #expect(try pairs(3) == ["aaa", "aab", "aac", "aba", "abb"])
    }

    /// The first words of some letters, by a statement that runs inside of itself.
    private func pairs(_ depth: Int) throws -> [String] {
        var words: [String] = []
        func extend(_ word: String) throws {
            if word.count == depth { return words.append(word) }
            try database.query("SELECT name FROM t ORDER BY name") { try extend(word + $0.string(0)) }
        }
        try extend("")
        return Array(words.prefix(5))
    }

    @Test func aBodyThatThrowsLeavesTheStatementReady() throws {
        struct Stop: Error {}
        try database.run("INSERT INTO t (name) VALUES ('a'), ('b')")
        for _ in 0..<3 {
            var seen: [String] = []
            #expect(throws: Stop.self) {
                try database.query("SELECT name FROM t ORDER BY name") { row in
                    seen.append(row.string(0))
                    throw Stop()
                }
            }
            #expect(seen == ["a"])
        }
        // A statement that still stood on a row would keep the table from going.
        try database.run("DROP TABLE t")
    }

    @Test func theSameStatementWithOtherValuesAnswersAnew() throws {
        try database.run("INSERT INTO t (name) VALUES ('a'), ('b')")
        let name = { try database.first("SELECT name FROM t WHERE id = ?", $0 as Int) { $0.string(0) } }
        #expect(try [name(1), name(2), name(3), name(1)] == ["a", "b", nil, "a"])
    }

    @Test func anErrorTellsTheStatementAndWhatSQLiteSays() throws {
        let error = #expect(throws: SQLiteError.self) { try database.run("SELECT missing FROM t") }
        #expect(error?.sql == "SELECT missing FROM t")
        #expect(error?.message.contains("no such column: missing") == true)
        #expect(error?.description.contains("SELECT missing FROM t") == true)
        #expect(error?.isConstraint == false && error?.isBusy == false)
    }

    @Test func aConstraintIsToldApart() throws {
        try database.run("INSERT INTO t (name) VALUES ('a')")
        let error = #expect(throws: SQLiteError.self) { try database.run("INSERT INTO t (name) VALUES ('a')") }
        #expect(error?.isConstraint == true)
        #expect(error?.code == SQLITE_CONSTRAINT | 8 << 8)  // SQLITE_CONSTRAINT_UNIQUE, an extended code
        #expect(error?.message.contains("t.name") == true)
    }
}
