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
        try checkNoneIsLost()
        // For nobody else's eyes; SQLite gives the log and its index the same rights.
        let mask = umask(0o077)
        defer { umask(mask) }
        try Database(siteDatabase, for: .creating).migrate(siteDatabase, Schema.site)
        try Database(membersDatabase, for: .creating).migrate(membersDatabase, Schema.members)
        try Database(triesDatabase, for: .creating).migrate(triesDatabase, Schema.tries)
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
