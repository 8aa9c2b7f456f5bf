import SQLite

/// A JSON array (RFC 8259) with an element on each line, of rows whose first column is JSON.
struct JSONLines {
    private var bytes: [UInt8] = []

    mutating func add(_ row: Row) {
        bytes += Array((bytes.isEmpty ? "[\n" : ",\n").utf8) + row.blob(0)
    }

    /// The array so far; the next one begins.
    mutating func taken() -> [UInt8] {
        defer { bytes = [] }
        return bytes.isEmpty ? Array("[]\n".utf8) : bytes + Array("\n]\n".utf8)
    }
}
