import SQLite

/// A member as everyone may see her, lent to the closure that shows her.
public struct UserRow: ~Escapable {
    private let row: Row

    @_lifetime(copy row)
    init(_ row: Row) {
        self.row = row
    }

    public var id: Int { row.int(0) }
    public var name: Span<UInt8> { @_lifetime(copy self) get { row.bytes(1) } }
    public var shown: Span<UInt8> { @_lifetime(copy self) get { row.bytes(2) } }
    public var about: Span<UInt8> { @_lifetime(copy self) get { row.bytes(3) } }
    public var link: Span<UInt8> { @_lifetime(copy self) get { row.bytes(4) } }
    public var picture: Span<UInt8> { @_lifetime(copy self) get { row.bytes(5) } }
    /// Seconds since 1970.
    public var createdAt: Int { row.int(6) }
    public var postCount: Int { row.int(7) }
    public var nameText: String { row.string(1) }
    public var shownText: String { row.string(2) }
}
