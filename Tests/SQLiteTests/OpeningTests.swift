import CSQLite
import Foundation
import SQLite
import Testing

@Suite struct OpeningTests {
    @Test(arguments: [Database.Access.reading, .writing])
    func aFileThatIsMissingIsAnErrorThatNamesIt(_ access: Database.Access) throws {
        let scratch = try Scratch()
        let error = #expect(throws: SQLiteError.self) { _ = try Database(scratch.file(), for: access) }
        #expect(error?.primaryCode == SQLITE_CANTOPEN)
        #expect(error?.description.contains(scratch.file()) == true)
        #expect(!FileManager.default.fileExists(atPath: scratch.file()))
    }

    @Test func creatingMakesTheFile() throws {
        let scratch = try Scratch()
        try Database(scratch.file(), for: .creating).run("CREATE TABLE t (a)")
        #expect(try Database(scratch.file(), for: .reading).first("SELECT count(*) FROM t") { $0.int(0) } == 0)
    }

    @Test func readingRefusesToWrite() throws {
        let scratch = try Scratch()
        try Database(scratch.file(), for: .creating).run("CREATE TABLE t (a)")
        let database = try Database(scratch.file(), for: .reading)
        let error = #expect(throws: SQLiteError.self) { try database.run("INSERT INTO t VALUES (1)") }
        #expect(error?.primaryCode == SQLITE_READONLY)
        #expect(try database.first("SELECT count(*) FROM t") { $0.int(0) } == 0)
    }

    @Test func aFileThatIsNoDatabaseIsAnError() throws {
        let scratch = try Scratch()
        try Data(repeating: 0x41, count: 8_192).write(to: URL(filePath: scratch.file()))
        let error = #expect(throws: SQLiteError.self) {
            try Database(scratch.file(), for: .reading).query("SELECT * FROM sqlite_schema") { _ in }
        }
        #expect(error?.primaryCode == SQLITE_NOTADB)
    }

    @Test func aWriterIsSureThatACommitIsOnTheDisk() throws {
        let scratch = try Scratch()
        let database = try Database(scratch.file(), for: .creating)
        #expect(try database.first("PRAGMA synchronous") { $0.int(0) } == 2)
        #expect(try database.first("PRAGMA foreign_keys") { $0.bool(0) } == true)
        #expect(try database.first("PRAGMA wal_autocheckpoint") { $0.int(0) } == 0)
        #expect(try database.first("PRAGMA mmap_size") { $0.int(0) } ?? 0 == 0)
    }

    @Test func rowsOfAnotherTableAreThere() throws {
        let scratch = try Scratch()
        let database = try Database(scratch.file(), for: .creating)
        try database.run("CREATE TABLE parent (id INTEGER PRIMARY KEY)")
        try database.run("CREATE TABLE child (parent INTEGER NOT NULL REFERENCES parent (id))")
        let error = #expect(throws: SQLiteError.self) { try database.run("INSERT INTO child VALUES (5)") }
        #expect(error?.isConstraint == true)
    }

    @Test func theSchemaCannotBeWrittenByHand() throws {
        let scratch = try Scratch()
        let database = try Database(scratch.file(), for: .creating)
        try database.run("CREATE TABLE t (a)")
        try database.run("PRAGMA writable_schema = ON")
        #expect(throws: SQLiteError.self) { try database.run("UPDATE sqlite_schema SET sql = 'x'") }
    }
}
