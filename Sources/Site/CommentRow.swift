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
    /// The comment that it answers.
    public var parentID: Int? {
        let path = row.bytes(1)
        guard path.count > Self.idWidth else { return nil }
        var id = 0
        for index in path.count - 2 * Self.idWidth..<path.count - Self.idWidth { id = id << 8 | Int(path[index]) }
        return id
    }

    public var state: CommentState { CommentState(row.bytes(2)) }
    /// Seconds since 1970.
    public var createdAt: Int { row.int(3) }
    /// Whether somebody with an account wrote it.
    public var isByMember: Bool { row.bytes(5).isEmpty ? false : row.bytes(5)[0] != UInt8(ascii: "\t") }
    public var isEdited: Bool { !row.isNull(4) }
    /// What a guest linked to, or empty.
    public var guestLink: Span<UInt8> { @_lifetime(copy self) get { row.bytes(6) } }
    /// Safe HTML.
    public var html: Span<UInt8> { @_lifetime(copy self) get { row.bytes(7) } }

    /// Lends the member's name, empty for a guest, and the name that people read.
    public func author(_ body: (_ name: Span<UInt8>, _ shown: Span<UInt8>) throws -> Void) rethrows {
        let line = row.bytes(5)
        var tab = 0
        while tab < line.count && line[tab] != UInt8(ascii: "\t") { tab += 1 }
        try body(line.extracting(..<tab), line.extracting(min(tab + 1, line.count)...))
    }
}
