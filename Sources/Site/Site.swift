import SQLite

/// What the site shows: `site.db`, opened for one request.
///
/// Its statements stand in the extensions of this type, one file for each part of the site.
public final class Site {
    let database: Database

    /// Opens the database of the data folder.
    /// - Throws: `SQLiteError`; `SchemaError` where the file is too new or too old for this program.
    public init(in folder: DataFolder, for access: Database.Access = .reading) throws {
        database = try Database(folder.siteDatabase, for: access)
        try database.check(folder.siteDatabase, against: Schema.site)
    }

    /// Does `body` as one transaction: whole, or not at all where it throws.
    public func transaction<Value>(_ body: () throws -> Value) throws -> Value {
        try database.transaction(body)
    }

    /// Holds the search's index against the posts that it was made from. It needs a connection that may write, and
    /// changes nothing.
    /// - Throws: `SQLiteError`, damage where they don't fit.
    public func checkSearch() throws {
        try database.run("INSERT INTO search (search) VALUES ('integrity-check')")
    }

    /// Answers whether the file can be read: what a health check asks.
    public func ping() throws {
        _ = try database.first("SELECT count(*) FROM setting") { $0.int(0) }
    }
}
