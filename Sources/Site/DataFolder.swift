import SQLite

#if canImport(Glibc)
import Glibc
#endif

/// The folder that holds all that changes: the databases, uploads, logs.
public struct DataFolder: Sendable {
    public let path: String

    /// - Parameter path: absolute, or relative to the working folder.
    public init(_ path: String) {
        self.path = path
    }

    public var siteDatabase: String { path + "/site.db" }
    public var membersDatabase: String { path + "/members.db" }
    public var triesDatabase: String { path + "/tries.db" }
    /// Members' files.
    public var uploads: String { path + "/uploads" }
    public var logs: String { path + "/log" }
    /// What `foobar status --update` writes down.
    public var status: String { path + "/status" }
    /// Where the databases of scripts and of routes of one's own are.
    public var ownDatabases: String { path + "/own" }

    /// Makes the databases where there are none, and brings them forward to this program's version.
    ///
    /// The folder must exist.
    /// - Throws: `SQLiteError`; `SchemaError` where a file is of a newer version; `LostDatabaseError` where one is
    ///   missing that belongs to another.
    public func prepare() throws {
        try prepare(upTo: .after, beside: nil)
    }

    /// As `prepare()`, as far as the phase goes.
    /// - Parameters:
    ///   - answering: the versions of the programs that go on answering meanwhile, by the databases' names.
    ///   - forms: what the databases are brought to, by their names.
    public func prepare(
        upTo phase: Migration.Phase, beside answering: [String: Int]?, forms: [String: Migrations] = Schema.all
    ) throws {
        try checkNoneIsLost()
        // For nobody else's eyes; SQLite gives the log and its index the same rights.
        let mask = umask(0o077)
        defer { umask(mask) }
        for (name, path) in databases {
            guard let migrations = forms[name] else { continue }
            try Database(path, for: .creating).migrate(path, migrations, upTo: phase, beside: answering?[name])
        }
    }

    /// The databases' paths, with the names that `Schema.all` has them by.
    public var databases: [(name: String, path: String)] {
        [("site", siteDatabase), ("members", membersDatabase), ("tries", triesDatabase)]
    }

    /// The forms of those databases that are there.
    /// - Throws: `SQLiteError`.
    public func schemaVersions() throws -> [String: SchemaVersion] {
        try databases.reduce(into: [:]) { versions, database in
            guard Self.size(database.path) > 0 else { return }
            versions[database.name] = try Database(database.path, for: .reading).schemaVersion()
        }
    }

    /// An empty `site.db` would give its new members the numbers of the old ones, and with them their sessions; and
    /// SQLite takes a log away whose database is empty.
    /// - Throws: `LostDatabaseError`; `SQLiteError`, `SchemaError` where the one that is left can't be asked.
    private func checkNoneIsLost() throws {
        let hasSite = Self.size(siteDatabase) > 0
        let hasMembers = Self.size(membersDatabase) > 0
        for (path, isThere) in [(siteDatabase, hasSite), (membersDatabase, hasMembers)] where !isThere {
            if Self.size(path + "-wal") > 0 { throw LostDatabaseError(path: path, rest: path + "-wal") }
        }
        if hasMembers && !hasSite, try !Self.isUnfinished(membersDatabase), try Members(in: self).hasMembers() {
            throw LostDatabaseError(path: siteDatabase, rest: membersDatabase)
        }
        if hasSite && !hasMembers, try !Self.isUnfinished(siteDatabase), try !Site(in: self).isNew() {
            throw LostDatabaseError(path: membersDatabase, rest: siteDatabase)
        }
    }

    /// Whether whoever made the file was ended before it had a form.
    private static func isUnfinished(_ path: String) throws -> Bool {
        try Database(path, for: .reading).schemaVersion().version == 0
    }

    /// Bytes of a file; 0 where there is none.
    private static func size(_ path: String) -> Int {
        var status = stat()
        return stat(path, &status) == 0 ? Int(status.st_size) : 0
    }

    /// The path of a script's or route's own database, which is made, empty, where there is none.
    /// - Parameter name: `[a-z0-9_-]`.
    /// - Throws: `OwnDatabaseError`, `SQLiteError`.
    public func ownDatabase(_ name: String) throws -> String {
        guard let name = UserName(name)?.text else { throw OwnDatabaseError.name(name) }
        let path = "\(ownDatabases)/\(name).db"
        if access(path, F_OK) == 0 { return path }
        let mask = umask(0o077)
        defer { umask(mask) }
        guard mkdir(ownDatabases, 0o700) == 0 || errno == EEXIST else { throw OwnDatabaseError.folder(ownDatabases, errno) }
        try Database.make(path)
        return path
    }
}
