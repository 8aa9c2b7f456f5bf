import SQLite

/// A post that a search found, lent to the closure that shows it.
public struct SearchHit: ~Escapable {
    private let row: Row

    @_lifetime(copy row)
    init(_ row: Row) {
        self.row = row
    }

    public var slug: Span<UInt8> { @_lifetime(copy self) get { row.bytes(0) } }
    public var publishedAt: Int { row.int(1) }
    public var commentCount: Int { row.int(2) }
    /// The title, with what matched between the bytes 2 and 3.
    public var title: Span<UInt8> { @_lifetime(copy self) get { row.bytes(3) } }
    /// Some words around the matches, marked in the same way.
    public var excerpt: Span<UInt8> { @_lifetime(copy self) get { row.bytes(4) } }
    var searchRowID: Int { row.int(5) }

    public func authors(_ body: (Span<UInt8>, Span<UInt8>) throws -> Void) rethrows {
        try eachPair(row.bytes(6), body)
    }
}
