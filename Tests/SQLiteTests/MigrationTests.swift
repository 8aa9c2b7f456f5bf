import SQLite
import Testing

@Suite struct MigrationTests {
    /// Makes a table, fills it and adds a column; then, once no old program is left, drops another one.
    static let steps = [
        Migration(version: 1, readableFrom: 1, statements: ["CREATE TABLE t (a, old)", "INSERT INTO t VALUES (1, 2)"]),
        Migration(version: 2, readableFrom: 1, statements: ["ALTER TABLE t ADD COLUMN b"]),
        Migration(version: 3, phase: .after, readableFrom: 2, statements: ["ALTER TABLE t DROP COLUMN old"]),
        Migration(version: 4, readableFrom: 2, statements: ["ALTER TABLE t ADD COLUMN c"]),
    ]

    /// All forms up to a version.
    static func upTo(_ version: Int) -> Migrations {
        Migrations(version: version, needed: min(version, 2), Array(steps.prefix(version)))
    }

    let scratch: Scratch
    let path: String
    let database: Database

    init() throws {
        scratch = try Scratch()
        path = scratch.file("site.db")
        database = try Database(path, for: .creating)
    }

    private var columns: [String] {
        get throws {
            var names: [String] = []
            try database.query("SELECT name FROM pragma_table_info('t')") { names.append($0.string(0)) }
            return names
        }
    }

    @Test func aNewFileHasNoVersionAndBecomesAWriteAheadLog() throws {
        #expect(try database.schemaVersion() == SchemaVersion(version: 0, readableFrom: 0))
        try database.migrate(path, Self.upTo(1))
        #expect(try database.first("PRAGMA journal_mode") { $0.string(0) } == "wal")
        #expect(try Database(path, for: .reading).first("PRAGMA journal_mode") { $0.string(0) } == "wal")
    }

    @Test func allStepsRunInOrderAndTheVersionIsKept() throws {
        try database.migrate(path, Self.upTo(4))
        #expect(try columns == ["a", "b", "c"])
        #expect(try Database(path, for: .reading).schemaVersion() == SchemaVersion(version: 4, readableFrom: 2))
    }

    @Test func whatHasRunRunsNoMore() throws {
        for version in [1, 1, 2, 4, 4] { try database.migrate(path, Self.upTo(version)) }
        #expect(try columns == ["a", "b", "c"])
        #expect(try database.first("SELECT count(*) FROM t") { $0.int(0) } == 1)
    }

    @Test func thePhaseBeforeStopsAtWhatOldProgramsStillNeed() throws {
        try database.migrate(path, Self.upTo(4), upTo: .before)
        #expect(try columns == ["a", "old", "b"])
        #expect(try database.schemaVersion() == SchemaVersion(version: 2, readableFrom: 1))
        try database.check(path, against: Self.upTo(1))
        try database.check(path, against: Self.upTo(4))
        try database.migrate(path, Self.upTo(4))
        #expect(try columns == ["a", "b", "c"])
    }

    @Test func aStepThatFailsLeavesTheOneBeforeIt() throws {
        let broken = Migrations(version: 2, needed: 2, [
            Self.steps[0],
            Migration(version: 2, readableFrom: 2, statements: ["CREATE TABLE half (a)", "INSERT INTO nowhere VALUES (1)"]),
        ])
        #expect(throws: SQLiteError.self) { try database.migrate(path, broken) }
        #expect(try database.schemaVersion() == SchemaVersion(version: 1, readableFrom: 1))
        #expect(try database.first("SELECT 1 FROM sqlite_schema WHERE name = 'half'") { _ in true } == nil)
        try database.migrate(path, Self.upTo(2))
        #expect(try columns == ["a", "old", "b"])
    }

    @Test func aFileThatIsTooNewIsRefusedWithASentence() throws {
        try database.migrate(path, Self.upTo(4))
        let expected = SchemaError.tooNew(path: path, readableFrom: 2, program: 1)
        #expect(throws: expected) { try database.check(path, against: Self.upTo(1)) }
        #expect(throws: expected) { try database.migrate(path, Self.upTo(1)) }
        #expect(expected.description ==
            "\(path) needs programs of version 2 or newer; these are of version 1. Build and start the newer release.")
        // One that only has more than the program knows is used as it is.
        try database.check(path, against: Self.upTo(2))
        try database.migrate(path, Self.upTo(2))
        #expect(try database.schemaVersion().version == 4)
    }

    @Test func aFileThatIsTooOldIsRefusedWithASentence() throws {
        try database.migrate(path, Self.upTo(1))
        let expected = SchemaError.tooOld(path: path, version: 1, program: 2)
        #expect(throws: expected) { try database.check(path, against: Self.upTo(4)) }
        #expect(expected.description.contains("is at version 1 and these programs need 2"))
        #expect(expected.description.contains("./foobar serve"))
    }

    @Test func anEmptyFileIsTooOld() throws {
        #expect(throws: SchemaError.tooOld(path: path, version: 0, program: 1)) {
            try database.check(path, against: Self.upTo(1))
        }
    }
}
