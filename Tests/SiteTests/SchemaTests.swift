import Site
import SQLite
import Testing

@Suite struct SchemaTests {
    /// Each row costs every program 15,000 to 20,000 instructions at its first statement.
    static let rowLimit = 20

    @Test func theFileThatPagesAreReadFromHasFewRowsOfSchema() throws {
        let new = try NewSite()
        let database = try Database(new.folder.siteDatabase, for: .reading)
        let rows = try #require(try database.first("SELECT count(*) FROM sqlite_schema") { $0.int(0) })
        #expect(rows > 5)
        #expect(rows <= Self.rowLimit)
    }

    @Test func theFormsAreInOrderAndTheProgramsKnowTheLast() {
        for migrations in [Schema.site, Schema.members] {
            let steps = migrations.steps()
            #expect(steps.map(\.version) == Array(1...steps.count))
            #expect(migrations.version == steps.count)
            #expect(migrations.needed <= migrations.version)
            #expect(steps.allSatisfy { $0.readableFrom <= $0.version })
            #expect(zip(steps, steps.dropFirst()).allSatisfy { $0.readableFrom <= $1.readableFrom })
        }
    }

    @Test func aNewSiteIsReadyAndPreparedAgainIsTheSame() throws {
        let new = try NewSite()
        try new.add("a")
        try new.folder.prepare()
        #expect(try new.slugs() == ["a"])
        try new.site.ping()
        try Members(in: new.folder).ping()
        for path in [new.folder.siteDatabase, new.folder.membersDatabase] {
            let database = try Database(path, for: .reading)
            #expect(try database.first("PRAGMA journal_mode") { $0.string(0) } == "wal")
            #expect(try database.first("PRAGMA foreign_key_check") { _ in true } == nil)
            #expect(try database.first("PRAGMA integrity_check") { $0.string(0) } == "ok")
        }
    }

    @Test func aFolderWithoutDatabasesIsAnError() {
        #expect(throws: SQLiteError.self) { try Site(in: DataFolder("/nowhere")) }
        #expect(throws: SQLiteError.self) { try Members(in: DataFolder("/nowhere")) }
    }

    @Test func theSearchIndexHoldsTogether() throws {
        let new = try NewSite()
        for number in 0..<50 { try new.add("p\(number)", days: number) }
        let database = try Database(new.folder.siteDatabase, for: .writing)
        try database.run("INSERT INTO search (search) VALUES ('integrity-check')")
    }
}
