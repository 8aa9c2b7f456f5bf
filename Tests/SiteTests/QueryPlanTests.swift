import CSQLite
import Foundation
import Site
import Testing

/// Every list is read along an index, so that a page costs the same at a million posts.
@Suite struct QueryPlanTests {
    /// Statements that read a whole table, each with its reason.
    static let fullScans: [(beginning: String, reason: String)] = [
        ("SELECT count(*) FROM setting", "A handful of rows, however large the site."),
        ("SELECT count(*) FROM (SELECT created_at FROM comment", "The newest few of one member's, found along their index."),
        ("SELECT count(*) FROM (SELECT state FROM comment", "The same."),
        ("SELECT count(*), coalesce(sum(size), 0) FROM upload", "The owner's figures: a small row for each file."),
        ("SELECT id, recipient, subject, body", "Only what waits is there; it goes as it is delivered."),
        ("DELETE FROM mail WHERE recipient", "The same."),
        ("SELECT id, address, secret, events, created_at, disabled_at, fault FROM hook ORDER BY id", "Twenty rows at the most."),
        ("SELECT 1 FROM hook WHERE disabled_at IS NULL", "The same."),
        ("SELECT id, name, shown, role, state, about, link, picture FROM user ORDER BY name", "`foobar user list`: all are wanted."),
        ("SELECT 1 FROM user WHERE role = 'owner' AND state = 'active' LIMIT 1", "At the start of serve; owners come first."),
        ("SELECT id FROM user WHERE role = 'owner' AND state = 'active' ORDER BY id LIMIT 1", "The same, when a script mails the owner."),
        ("SELECT 1 FROM user WHERE role = 'owner' AND state = 'active' AND id", "When an owner leaves."),
        ("UPDATE act SET actor", "When a member leaves: once."),
        ("SELECT id, authors, state FROM post", "When a member leaves: drafts stand in no list."),
        ("SELECT slug, source, 'title: '", "When a member takes what is hers: drafts stand in no list."),
        ("SELECT name, shown, role, created_at FROM user", "The newest few, along the key; hardly any is passed over."),
        ("SELECT c.id, p.slug, p.title, c.author", "The newest few, along the key."),
    ]

    /// Files whose statements read and write whole tables: `foobar export` and `foobar import` of a whole site, and what a
    /// backup counts.
    static let wholeSite = ["Members+Tables.swift", "Site+Counts.swift", "Site+Tables.swift"]

    /// Statements that sort, each with its reason.
    static let sorts: [(beginning: String, reason: String)] = [
        ("SELECT p.slug, p.published_at, p.comment_count, highlight(search, 0, char(2), char(3)), snippet(search, 1, char(2), "
            + "char(3), '…', 36), search.rowid, p.authors FROM search JOIN post AS p ON p.id = search.post_id WHERE search MATCH ? "
            + "AND search.rowid < ? ORDER BY bm25", "A rank is known once the match is read; of no more than Site.rankedLimit."),
        ("WITH RECURSIVE above", "The pages above one: no more than 20."),
    ]

    /// As many statements as there were when this was written, or a few less.
    static let fewest = 55

    static let statements: [String] = {
        let sources = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../Sources").standardized
        return ["Site", "keeper"].flatMap { folder in
            let files = (try? FileManager.default.contentsOfDirectory(atPath: sources.appending(path: folder).path)) ?? []
            return files.sorted().filter { $0.hasSuffix(".swift") && !wholeSite.contains($0) }.flatMap { file in
                let source = (try? String(contentsOf: sources.appending(path: "\(folder)/\(file)"), encoding: .utf8)) ?? ""
                return SwiftLiterals(in: source).literals.map { $0.split(whereSeparator: \.isWhitespace).joined(separator: " ") }
            }
        }.filter { text in
            ["SELECT ", "INSERT ", "UPDATE ", "DELETE ", "WITH "].contains { text.hasPrefix($0) }
        }
    }()

    @Test func allStatementsOfTheSourcesAreLookedAt() {
        #expect(Self.statements.count >= Self.fewest)
        for word in ["SELECT", "INSERT", "UPDATE", "WITH"] {
            #expect(Self.statements.contains { $0.hasPrefix(word) }, "none begins with \(word)")
        }
    }

    @Test(arguments: statements)
    func noStatementReadsOrSortsAWholeTable(_ sql: String) throws {
        let plan = try plan(of: sql)
        if !Self.fullScans.contains(where: { sql.hasPrefix($0.beginning) }) {
            #expect(plan.fullScans(in: sql).isEmpty, "\(sql)\n\(plan.lines)")
        }
        if !Self.sorts.contains(where: { sql.hasPrefix($0.beginning) }) {
            #expect(plan.sorts.isEmpty, "\(sql)\n\(plan.lines)")
        }
    }

    @Test func theListsOfExceptionsNameWhatIsThere() throws {
        for (beginning, _) in Self.fullScans {
            let sql = try #require(Self.statements.first { $0.hasPrefix(beginning) }, "\(beginning)")
            #expect(try !plan(of: sql).fullScans(in: sql).isEmpty, "\(beginning)")
        }
        for (beginning, _) in Self.sorts {
            let sql = try #require(Self.statements.first { $0.hasPrefix(beginning) }, "\(beginning)")
            #expect(try !plan(of: sql).sorts.isEmpty, "\(beginning)")
        }
    }

    @Test(arguments: [
        "SELECT slug FROM post WHERE title = ?", "SELECT count(*) FROM post", "SELECT p.id FROM post AS p ORDER BY p.title LIMIT 1",
        "SELECT id FROM post WHERE state = 'draft' LIMIT 1", "UPDATE post SET pinned = 0 WHERE title = ?",
        "DELETE FROM comment WHERE state = 'held'", "SELECT title FROM search", "SELECT title FROM search ORDER BY rowid",
        "SELECT count(*) FROM listing WHERE sort_at > 5", "SELECT p.id FROM user AS u JOIN post AS p ON p.slug = u.name",
        "SELECT id FROM user WHERE name IN (SELECT title FROM post)", "SELECT max(published_at) FROM post",
        "SELECT id FROM post LIMIT 5 OFFSET ?",
    ])
    func aFullScanWouldBeSeen(_ sql: String) throws {
        let plan = try plan(of: sql)
        #expect(!plan.fullScans(in: sql).isEmpty, "\(plan.lines)")
    }

    @Test func aSortWouldBeSeen() throws {
        #expect(try !plan(of: "SELECT id FROM comment WHERE post_id = ? ORDER BY created_at").sorts.isEmpty)
    }

    @Test(arguments: [
        "SELECT id FROM post ORDER BY id DESC LIMIT 1", "SELECT 1 FROM post LIMIT 1", "SELECT max(id) FROM post",
        "SELECT title FROM search WHERE search MATCH ? AND rowid < ?", "SELECT name FROM tag WHERE slug > ? ORDER BY slug LIMIT 5",
        "INSERT INTO setting (name, value) VALUES (?, ?)",
    ])
    func whatIsReadAlongAnIndexIsNone(_ sql: String) throws {
        let plan = try plan(of: sql)
        #expect(plan.fullScans(in: sql).isEmpty && plan.sorts.isEmpty, "\(plan.lines)")
    }

    /// The plan of a statement, in the one of the databases that has its tables.
    private func plan(of sql: String) throws -> Plan {
        let new = try NewSite()
        let plans = [new.folder.siteDatabase, new.folder.membersDatabase, new.folder.triesDatabase].map { Plan(of: sql, in: $0) }
        return try #require(plans.compactMap(\.self).first, "no database takes \(sql)")
    }
}

/// What SQLite would do to run a statement (https://sqlite.org/eqp.html).
private struct Plan {
    private(set) var lines: [String] = []

    /// nil where the statement doesn't fit the database.
    init?(of sql: String, in path: String) {
        var connection: OpaquePointer?
        var statement: OpaquePointer?
        defer {
            sqlite3_finalize(statement)
            sqlite3_close(connection)
        }
        guard sqlite3_open_v2(path, &connection, SQLITE_OPEN_READWRITE, nil) == SQLITE_OK,
            sqlite3_prepare_v2(connection, "EXPLAIN QUERY PLAN \(sql)", -1, &statement, nil) == SQLITE_OK
        else { return nil }
        while sqlite3_step(statement) == SQLITE_ROW {
            lines.append(String(cString: sqlite3_column_text(statement, 3)))
        }
    }

    /// The tables that are read from their beginning, but for what takes the first few rows in their order.
    func fullScans(in sql: String) -> [String] {
        lines.filter { line in
            let words = line.split(separator: " ").map(String.init)
            // Said of max and min, which find their row at once only where it is the last or first of an index.
            if words.count == 2 && words[0] == "SEARCH" { return !sql.contains("max(id)") && !sql.contains("min(id)") }
            guard words.count > 1, words[0] == "SCAN", line != "SCAN CONSTANT ROW" else { return false }
            // What another part of the statement has made, which has lines of its own.
            if words[1].hasPrefix("(") || sql.contains("RECURSIVE \(words[1]) (") { return false }
            // "INDEX 0:" and then a letter for each constraint.
            if let range = line.range(of: "VIRTUAL TABLE INDEX ") {
                return line[range.upperBound...].drop { $0 != ":" }.dropFirst().isEmpty
            }
            return !takesTheFirstRows(sql)
        }
    }

    var sorts: [String] { lines.filter { $0.contains("USE TEMP B-TREE") } }

    /// A LIMIT ends a scan where nothing passes rows over: no condition, no sort, no OFFSET.
    private func takesTheFirstRows(_ sql: String) -> Bool {
        sorts.isEmpty && sql.contains(" LIMIT ")
            && ![" WHERE ", " JOIN ", " GROUP BY ", " OFFSET "].contains { sql.contains($0) }
    }
}
