import SQLite

/// A post of any state in its author's list, lent to the closure that shows it.
public struct StoredRow: ~Escapable {
    private let row: Row

    @_lifetime(copy row)
    init(_ row: Row) {
        self.row = row
    }

    public var slug: Span<UInt8> { @_lifetime(copy self) get { row.bytes(0) } }
    public var title: Span<UInt8> { @_lifetime(copy self) get { row.bytes(1) } }
    public var state: PostDraft.State { PostDraft.State(rawValue: row.string(2)) ?? .draft }
    /// Seconds since 1970; 0 for a draft that has no time yet.
    public var publishedAt: Int { row.int(3) }
    public var updatedAt: Int { row.int(4) }
    public var isUnlisted: Bool { row.bool(5) }
    public var isPinned: Bool { row.bool(6) }
    public var isPage: Bool { row.bool(7) }
}
