import CSQLite

/// What SQLite answered instead of doing as asked: its extended result code, its message and the statement.
///
/// Codes are those of https://sqlite.org/rescode.html.
public struct SQLiteError: Error, CustomStringConvertible {
    public let code: Int32
    public let message: String
    public let sql: String?

    public init(code: Int32, message: String, sql: String? = nil) {
        self.code = code
        self.message = message
        self.sql = sql
    }

    init(_ connection: OpaquePointer?, code: Int32, sql: String? = nil) {
        let text = connection.map { String(cString: sqlite3_errmsg($0)) } ?? String(cString: sqlite3_errstr(code))
        self.init(code: code, message: text, sql: sql)
    }

    /// The code without its extension: `SQLITE_BUSY` for `SQLITE_BUSY_SNAPSHOT`.
    public var primaryCode: Int32 { code & 0xff }

    /// Another connection held a lock for longer than the busy timeout.
    public var isBusy: Bool { primaryCode == SQLITE_BUSY || primaryCode == SQLITE_LOCKED }

    /// There is no room left on the disk.
    public var isFull: Bool { primaryCode == SQLITE_FULL }

    /// The file is damaged, or is no database.
    public var isDamage: Bool { primaryCode == SQLITE_CORRUPT || primaryCode == SQLITE_NOTADB }

    /// A constraint of the schema was broken: a name taken twice, a row that is missing.
    public var isConstraint: Bool { primaryCode == SQLITE_CONSTRAINT }

    public var description: String {
        let name = String(cString: sqlite3_errstr(code))
        let detail = message == name ? "" : ": \(message)"
        return "SQLite \(code), \(name)\(detail)" + (sql.map { " [\($0)]" } ?? "")
    }
}
