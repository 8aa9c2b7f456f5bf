import ArgumentParser
import Foundation
import Site

/// `foobar sql`: sqlite3(1) on the site's databases, by their rules.
struct SQLCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "sql",
        abstract: "Opens the sqlite3 shell on the site's databases, or runs one statement.",
        discussion: """
            Without --write nothing can be changed, and site.db comes with members.db and tries.db attached as \
            'members' and 'tries'. With --write there is one database, since no transaction holds in two at once.

            Nothing here checkpoints: the keeper alone does. The site goes on meanwhile; keep transactions \
            short, and begin them with BEGIN IMMEDIATE.

            EXAMPLES
              ./foobar sql
              ./foobar sql "SELECT name, email FROM user JOIN member ON user_id = id"
              ./foobar sql --members ".schema session"
              ./foobar sql --write "UPDATE setting SET value = 'Neu' WHERE name = 'title'"
            """)

    @Flag(exclusivity: .exclusive, help: "Which database; site.db where none is named.")
    var database = SQLDatabase.site

    @Flag(help: "Writing too.")
    var write = false

    @OptionGroup var data: DataOption

    @Argument(help: "A statement, or a dot-command of sqlite3. (default: a shell)")
    var statement: String?

    func run() throws {
        let sqlite = try Tool.path("sqlite3", package: "sqlite3")
        let folder = DataFolder(try data.path(in: Home()))
        let file = database.file(in: folder)
        guard FileManager.default.fileExists(atPath: file) else { throw NoDatabaseError(path: file) }
        var settings = write ? Self.settings + Self.settingsForWriting : Self.settings
        if !write, database == .site {
            settings += [SQLDatabase.members, .tries].map { "ATTACH '\(Self.quoted($0.file(in: folder)))' AS \($0.rawValue)" }
        }
        // They answer with their new values.
        settings = [".output /dev/null"] + settings + [".output"]
        if isatty(STDOUT_FILENO) != 0 { settings += [".headers on", ".mode box"] }
        let options = ["-bail"] + (write ? [] : ["-readonly"]) + settings.flatMap { ["-cmd", $0] }
        var arguments = ([sqlite] + options + [file] + (statement.map { [$0] } ?? [])).map { strdup($0) } + [nil]
        execv(sqlite, &arguments)
        throw MissingToolError(tool: sqlite, package: "sqlite3")
    }

    /// What a connection from outside needs, to do the site no harm: Sources/SQLite/Database.swift says why.
    static let settings = [
        ".timeout 5000",
        ".dbconfig no_ckpt_on_close on",
        ".dbconfig defensive on",
        ".dbconfig trusted_schema off",
        "PRAGMA wal_autocheckpoint = 0",
    ]

    static let settingsForWriting = [
        "PRAGMA foreign_keys = ON",
        "PRAGMA synchronous = FULL",
        "PRAGMA journal_size_limit = 4194304",
    ]

    private static func quoted(_ path: String) -> String { path.replacingOccurrences(of: "'", with: "''") }
}

extension SQLDatabase: EnumerableFlag {
    static func help(for value: SQLDatabase) -> ArgumentHelp? {
        switch value {
        case .site: "site.db: what pages show."
        case .members: "members.db: what they must not."
        case .tries: "tries.db: how often somebody tried."
        }
    }
}
