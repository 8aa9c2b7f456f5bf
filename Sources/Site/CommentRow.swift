import SQLite

/// A comment in its thread, lent to the closure that shows it.
public struct CommentRow: ~Escapable {
    /// Bytes of one id in a path: enough for 10^12 comments.
    static let idWidth = 5

    private let row: Row

    @_lifetime(copy row)
    init(_ row: Row) {
        self.row = row
    }

    public var id: Int { row.int(0) }
    /// How many comments stand above it in the thread.
    public var depth: Int { row.bytes(1).count / Self.idWidth - 1 }
    public var state: CommentState { CommentState(row.bytes(2)) }
    /// Seconds since 1970.
    public var createdAt: Int { row.int(3) }
    public var isEdited: Bool { !row.isNull(4) }
    public var isByMember: Bool { !row.isNull(5) }
    /// The member's name, or empty.
    public var name: Span<UInt8> { @_lifetime(copy self) get { row.bytes(5) } }
    /// The member's shown name, or what a guest called herself.
    public var shown: Span<UInt8> { @_lifetime(copy self) get { row.bytes(isByMember ? 6 : 7) } }
    /// What a guest linked to, or empty.
    public var guestLink: Span<UInt8> { @_lifetime(copy self) get { row.bytes(8) } }
    /// Safe HTML.
    public var html: Span<UInt8> { @_lifetime(copy self) get { row.bytes(9) } }
}
