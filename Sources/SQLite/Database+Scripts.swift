import CSQLite

#if canImport(Glibc)
import Glibc
#endif

/// For scripts in other languages, whose statements are not literals of this program. No route uses this: its own
/// can't be put together from what a reader typed.
extension Database {
    /// Makes an empty database with a write-ahead log, unless the file is there.
    ///
    /// Under another name first, so that nobody finds one without its log set.
    public static func make(_ path: String) throws {
        let draft = "\(path).\(getpid())"
        defer { unlink(draft) }
        do {
            let database = try Database(draft, for: .creating)
            _ = try database.first("PRAGMA journal_mode = WAL") { _ in }
        }
        guard link(draft, path) == 0 || errno == EEXIST else {
            throw SQLiteError(code: SQLITE_CANTOPEN, message: String(cString: strerror(errno)), sql: "make \(path)")
        }
    }

    /// Runs statements, apart by `;`, and lends each of their rows to `body`: all of them on one snapshot, or in one
    /// transaction where one of them writes.
    /// - Parameter values: for `?1`, `?2` and so on, which each statement may use.
    public func run(script: String, _ values: [String], each body: (Row) throws -> Void) throws {
        if try reads(script, values) {
            try snapshot { try forEachStatement(of: script, values) { try rows(of: $0, each: body) } }
        } else {
            try transaction { try forEachStatement(of: script, values) { try rows(of: $0, each: body) } }
        }
    }

    /// Adds a function of one text to SQL, for this connection.
    public func addFunction(_ name: String, _ function: @escaping (String) -> String) {
        let box = Unmanaged.passRetained(TextFunction(function)).toOpaque()
        sqlite3_create_function_v2(
            connection, name, 1, SQLITE_UTF8 | SQLITE_DETERMINISTIC | SQLITE_INNOCUOUS, box,
            { context, _, values in
                guard let context, let value = values?[0], let text = sqlite3_value_text(value),
                    let box = sqlite3_user_data(context)
                else { return }
                let function = Unmanaged<TextFunction>.fromOpaque(box).takeUnretainedValue()
                let bytes = UnsafeBufferPointer(start: text, count: Int(sqlite3_value_bytes(value)))
                let answer = Array(function.body(String(decoding: bytes, as: UTF8.self)).utf8)
                answer.withUnsafeBytes {
                    sqlite3_result_text64(context, $0.baseAddress, UInt64($0.count), sqlite3_transient(), UInt8(SQLITE_UTF8))
                }
            }, nil, nil, { box in box.map { Unmanaged<TextFunction>.fromOpaque($0).release() } })
    }

    /// Whether no statement writes. One that can't be read yet may need a table that one before it makes.
    private func reads(_ script: String, _ values: [String]) throws -> Bool {
        do {
            var reads = true
            try forEachStatement(of: script, values) { reads = reads && sqlite3_stmt_readonly($0) != 0 }
            return reads
        } catch let error as SQLiteError where error.primaryCode == SQLITE_ERROR {
            return false
        }
    }

    /// Prepares each statement once the one before it has run, with the values that it uses.
    private func forEachStatement(of script: String, _ values: [String], _ body: (OpaquePointer) throws -> Void) throws {
        try script.withCString { start in
            var rest: UnsafePointer<CChar>? = start
            var count = 0
            while let text = rest, text.pointee != 0 {
                var statement: OpaquePointer?
                let code = sqlite3_prepare_v2(connection, text, -1, &statement, &rest)
                guard code == SQLITE_OK else { throw SQLiteError(connection, code: code, sql: String(cString: text)) }
                // White space and comments are no statement.
                guard let statement else { continue }
                defer { sqlite3_finalize(statement) }
                count = max(count, Int(sqlite3_bind_parameter_count(statement)))
                guard count <= values.count else {
                    throw SQLiteError(code: SQLITE_RANGE, message: "\(values.count) values given", sql: script)
                }
                for (index, value) in values.prefix(Int(sqlite3_bind_parameter_count(statement))).enumerated() {
                    let code = value.bind(to: statement, at: Int32(index + 1))
                    guard code == SQLITE_OK else { throw SQLiteError(connection, code: code, sql: script) }
                }
                try body(statement)
            }
        }
    }

    private func rows(of statement: OpaquePointer, each body: (Row) throws -> Void) throws {
        while true {
            let code = sqlite3_step(statement)
            if code == SQLITE_DONE { return }
            guard code == SQLITE_ROW else {
                throw SQLiteError(connection, code: code, sql: String(cString: sqlite3_sql(statement)))
            }
            try body(Row(statement))
        }
    }
}

/// What SQLite keeps of a function that was added.
private final class TextFunction {
    let body: (String) -> String

    init(_ body: @escaping (String) -> String) {
        self.body = body
    }
}
