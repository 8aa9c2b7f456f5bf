import CSQLite

/// A value that can stand for a `?` of a statement.
public protocol Bindable {
    /// Binds the value to the parameter at `index`, counted from 1; answers SQLite's result code.
    func bind(to statement: OpaquePointer, at index: Int32) -> Int32
}

extension Int: Bindable {
    public func bind(to statement: OpaquePointer, at index: Int32) -> Int32 {
        sqlite3_bind_int64(statement, index, Int64(self))
    }
}

extension Bool: Bindable {
    public func bind(to statement: OpaquePointer, at index: Int32) -> Int32 {
        sqlite3_bind_int(statement, index, self ? 1 : 0)
    }
}

extension String: Bindable {
    public func bind(to statement: OpaquePointer, at index: Int32) -> Int32 {
        // An empty buffer may have no address, and SQLite would take that for NULL.
        if isEmpty { return sqlite3_bind_text(statement, index, "", 0, nil) }
        var copy = self
        return copy.withUTF8 { text in
            text.withMemoryRebound(to: CChar.self) {
                sqlite3_bind_text(statement, index, $0.baseAddress, Int32($0.count), sqlite3_transient())
            }
        }
    }
}

/// Bytes, for a statement on the way of every reader: the conformance of an array is looked up at run time, for
/// as much as a small statement costs.
public struct Blob: Bindable, Sendable {
    public let bytes: [UInt8]

    public init(_ bytes: [UInt8]) {
        self.bytes = bytes
    }

    public func bind(to statement: OpaquePointer, at index: Int32) -> Int32 {
        bytes.bind(to: statement, at: index)
    }
}

extension [UInt8]: Bindable {
    public func bind(to statement: OpaquePointer, at index: Int32) -> Int32 {
        isEmpty
            ? sqlite3_bind_zeroblob(statement, index, 0)
            : sqlite3_bind_blob(statement, index, self, Int32(count), sqlite3_transient())
    }
}

extension Optional: Bindable where Wrapped: Bindable {
    public func bind(to statement: OpaquePointer, at index: Int32) -> Int32 {
        switch self {
        case .some(let value): value.bind(to: statement, at: index)
        case .none: sqlite3_bind_null(statement, index)
        }
    }
}
