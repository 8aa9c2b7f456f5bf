import CSQLite

/// The row that a statement stands on: lent to the closure that reads it, and gone when that returns.
///
/// Columns are counted from 0. Text is lent as SQLite's own bytes, so a page can be written without
/// a copy or a `String` in between; `string` and `blob` copy what must live longer.
public struct Row: ~Escapable {
    private let statement: OpaquePointer

    @_lifetime(immortal)
    init(_ statement: OpaquePointer) {
        self.statement = statement
    }

    /// The text or blob of a column; empty where it is NULL.
    @_lifetime(copy self)
    public func bytes(_ column: Int32) -> Span<UInt8> {
        // In this order: sqlite3_column_bytes answers for the representation that was asked for last.
        let start = sqlite3_column_blob(statement, column)
        let count = Int(sqlite3_column_bytes(statement, column))
        let buffer = UnsafeRawBufferPointer(start: start, count: start == nil ? 0 : count)
        let span = Span<UInt8>(_unsafeBytes: buffer)
        return _overrideLifetime(span, copying: self)
    }

    /// The integer of a column; 0 where it is NULL.
    public func int(_ column: Int32) -> Int {
        Int(sqlite3_column_int64(statement, column))
    }

    /// The integer of a column, or nil where it is NULL.
    public func optionalInt(_ column: Int32) -> Int? {
        isNull(column) ? nil : int(column)
    }

    /// The floating point number of a column; 0 where it is NULL.
    public func double(_ column: Int32) -> Double {
        sqlite3_column_double(statement, column)
    }

    public func bool(_ column: Int32) -> Bool {
        int(column) != 0
    }

    public func isNull(_ column: Int32) -> Bool {
        sqlite3_column_type(statement, column) == SQLITE_NULL
    }

    /// A copy of the column's text; empty where it is NULL.
    public func string(_ column: Int32) -> String {
        bytes(column).withUnsafeBufferPointer { String(decoding: $0, as: UTF8.self) }
    }

    /// A copy of the column's text, or nil where it is NULL.
    public func optionalString(_ column: Int32) -> String? {
        isNull(column) ? nil : string(column)
    }

    /// A copy of the column's bytes.
    public func blob(_ column: Int32) -> [UInt8] {
        bytes(column).withUnsafeBufferPointer { [UInt8]($0) }
    }

    public var columnCount: Int32 { sqlite3_column_count(statement) }
}
