import Foundation
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

    @Test func aSiteThatLostADatabaseIsNotMadeAnew() throws {
        let new = try NewSite()
        try new.site.addImportedUser(name: "ann", shown: "Ann", now: NewSite.now)
        try Members(in: new.folder, for: .writing).addMember(userID: 1, email: "ann@example.org", now: NewSite.now)
        for path in [new.folder.siteDatabase, new.folder.membersDatabase] {
            for isEmptied in [false, true] {
                try FileManager.default.moveItem(atPath: path, toPath: path + ".kept")
                if isEmptied { try Data().write(to: URL(filePath: path)) }
                let error = try #require(throws: LostDatabaseError.self) { try new.folder.prepare() }
                #expect(error.path == path)
                #expect(FileManager.default.fileExists(atPath: path) == isEmptied)
                try? FileManager.default.removeItem(atPath: path)
                try FileManager.default.moveItem(atPath: path + ".kept", toPath: path)
            }
        }
        try new.folder.prepare()
    }

    @Test func whatAStartThatWasEndedLeftIsMadeWhole() throws {
        let folder = DataFolder(NSTemporaryDirectory() + "/schema-tests-\(UUID().uuidString)")
        try FileManager.default.createDirectory(atPath: folder.path, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: folder.path) }
        // Before the first migration, and before the second database.
        _ = try Database(folder.siteDatabase, for: .creating).first("PRAGMA journal_mode = WAL") { _ in }
        try folder.prepare()
        try FileManager.default.removeItem(atPath: folder.membersDatabase)
        try folder.prepare()
        try Members(in: folder).ping()
    }

    @Test func theSearchIndexHoldsTogether() throws {
        let new = try NewSite()
        for number in 0..<50 { try new.add("p\(number)", days: number) }
        let database = try Database(new.folder.siteDatabase, for: .writing)
        try database.run("INSERT INTO search (search) VALUES ('integrity-check')")
    }
}
