import CSQLite

#if canImport(Glibc)
import Glibc
#endif

/// A database, opened for one request.
///
/// Statements are literals of the program, never text put together from input, and take their values
/// as parameters: there is no way to write one into which a reader's words could slip.
public final class Database {
    /// What a connection is for.
    public enum Access: Sendable {
        /// SELECT only.
        case reading
        /// Reading and writing, each commit on the disk before it returns.
        case writing
        /// As `writing`, and makes the file where there is none.
        case creating
    }

    /// How long a statement waits for another program's lock, in milliseconds.
    public static let busyTimeout: Int32 = 5_000

    // Set before the first connection, in a program that has one thread.
    nonisolated(unsafe) private static var isForOneRequest = false

    let connection: OpaquePointer
    /// Prepared statements, the newest first.
    private var prepared: PreparedStatement?

    /// Makes SQLite as quick as it gets in a program that has one thread. Before the first connection; a
    /// program with more threads must not call it.
    public static func useOneThread() {
        isForOneRequest = true
        sqlite3_config_one_request()
        Arena.install()
    }

    /// Opens `path`.
    ///
    /// Nothing here checkpoints the write-ahead log, save the last connection's close, which leaves it empty: the keeper does.
    /// - Parameter busyTimeout: as `Database.busyTimeout`.
    /// - Throws: `SQLiteError`, with `SQLITE_CANTOPEN` where there is no such file.
    public init(_ path: String, for access: Access, busyTimeout: Int32 = Database.busyTimeout) throws {
        let flags = switch access {
        case .reading: SQLITE_OPEN_READONLY
        case .writing: SQLITE_OPEN_READWRITE
        case .creating: SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE
        }
        var opened: OpaquePointer?
        let code = sqlite3_open_v2(path, &opened, flags | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE, nil)
        guard code == SQLITE_OK, let opened else {
            defer { sqlite3_close(opened) }
            throw SQLiteError(opened, code: code, sql: "open \(path)")
        }
        connection = opened
        Trace.beginIfAsked(connection)
        waitForLocks(atMost: busyTimeout)
        sqlite3_wal_autocheckpoint(connection, 0)
        // https://sqlite.org/security.html: what a damaged or hostile file could make of its schema.
        sqlite3_db_config_switch(connection, SQLITE_DBCONFIG_DEFENSIVE, 1)
        sqlite3_db_config_switch(connection, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0)
        if access != .reading {
            sqlite3_db_config_switch(connection, SQLITE_DBCONFIG_ENABLE_FKEY, 1)
            try run("PRAGMA synchronous = FULL")
            try run("PRAGMA journal_size_limit = 4194304")
            // A program in its sandbox may write no temporary file; an import sorts more than memory holds.
            if Self.isForOneRequest { try run("PRAGMA temp_store = MEMORY") }
            // While the keeper starts anew, anybody may be the last to close it.
            if access == .writing { leaveLogBehind() }
        }
    }

    /// Looks for a lock again and again. SQLite's own timeout soon sleeps for 100 ms at a time, which others use to
    /// come first, where a transaction holds the lock for one.
    private func waitForLocks(atMost milliseconds: Int32) {
        let limit = UnsafeMutableRawPointer(bitPattern: Int(milliseconds) * 1_000)
        sqlite3_busy_handler(connection, { limit, looks in
            let (waited, pause) = switch Int(looks) {
            case let looks where looks < 20: (looks * 300, 300)
            case let looks where looks < 60: (6_000 + (looks - 20) * 1_000, 1_000)
            case let looks: (46_000 + (looks - 60) * 5_000, 5_000)
            }
            guard waited < Int(bitPattern: limit) else { return 0 }
            usleep(UInt32(pause))
            return 1
        }, limit)
    }

    deinit {
        var next = prepared
        while let statement = next {
            sqlite3_finalize(statement.handle)
            next = statement.next
        }
        sqlite3_close_v2(connection)
    }

    /// Runs a statement and lends each of its rows to `body`, in order.
    public func query<each Value: Bindable>(
        _ sql: StaticString, _ values: repeat each Value, each body: (Row) throws -> Void
    ) throws {
        let statement = try prepared(sql, repeat each values)
        defer { sqlite3_reset(statement) }
        while try step(statement, sql) { try body(Row(statement)) }
    }

    /// Runs a statement and answers what `body` makes of its first row, or nil where it has none.
    public func first<each Value: Bindable, Answer>(
        _ sql: StaticString, _ values: repeat each Value, body: (Row) throws -> Answer
    ) throws -> Answer? {
        let statement = try prepared(sql, repeat each values)
        defer { sqlite3_reset(statement) }
        return try step(statement, sql) ? try body(Row(statement)) : nil
    }

    /// Runs a statement that answers no rows that matter.
    /// - Returns: how many rows it inserted, changed or deleted.
    @discardableResult
    public func run<each Value: Bindable>(_ sql: StaticString, _ values: repeat each Value) throws -> Int {
        let statement = try prepared(sql, repeat each values)
        defer { sqlite3_reset(statement) }
        while try step(statement, sql) {}
        return Int(sqlite3_changes64(connection))
    }

    /// The rowid of the last row that this connection inserted.
    public var lastInsertRowID: Int { Int(sqlite3_last_insert_rowid(connection)) }

    /// Does `body` as one transaction that writes (BEGIN IMMEDIATE): whole, or not at all where it throws.
    public func transaction<Value>(_ body: () throws -> Value) throws -> Value {
        try run("BEGIN IMMEDIATE")
        do {
            let value = try body()
            try run("COMMIT")
            return value
        } catch {
            // Some errors have rolled back already; then this answers one that says so.
            _ = try? run("ROLLBACK")
            throw error
        }
    }

    /// Does `body` on one snapshot: all its statements see the database of the same moment.
    public func snapshot<Value>(_ body: () throws -> Value) throws -> Value {
        try run("BEGIN")
        defer { _ = try? run("COMMIT") }
        return try body()
    }

    private func step(_ statement: OpaquePointer, _ sql: StaticString) throws -> Bool {
        let code = sqlite3_step(statement)
        if code == SQLITE_ROW { return true }
        if code == SQLITE_DONE { return false }
        throw SQLiteError(connection, code: code, sql: sql.description)
    }

    /// A statement with `values` bound. Statements are kept, since imports run a few of them many times; one
    /// that is being stepped through is prepared anew.
    private func prepared<each Value: Bindable>(
        _ sql: StaticString, _ values: repeat each Value
    ) throws -> OpaquePointer {
        var kept = prepared
        while let statement = kept, statement.sql != sql.utf8Start || sqlite3_stmt_busy(statement.handle) != 0 {
            kept = statement.next
        }
        let statement = try kept?.handle ?? prepare(sql)
        var index: Int32 = 0
        var code = SQLITE_OK
        for value in repeat each values {
            index += 1
            code = max(code, value.bind(to: statement, at: index))
        }
        guard index == sqlite3_bind_parameter_count(statement) else {
            throw SQLiteError(code: SQLITE_RANGE, message: "\(index) values given", sql: sql.description)
        }
        guard code == SQLITE_OK else { throw SQLiteError(connection, code: code, sql: sql.description) }
        return statement
    }

    private func prepare(_ sql: StaticString) throws -> OpaquePointer {
        var statement: OpaquePointer?
        let code = sql.withUTF8Buffer { text in
            text.withMemoryRebound(to: CChar.self) {
                sqlite3_prepare_v2(connection, $0.baseAddress, Int32($0.count), &statement, nil)
            }
        }
        guard code == SQLITE_OK, let statement else {
            throw SQLiteError(connection, code: code, sql: sql.description)
        }
        prepared = PreparedStatement(sql: sql.utf8Start, handle: statement, next: prepared)
        return statement
    }
}
