import SQLite

/// A post or page, lent to the closure that shows it.
///
/// All statements that answer posts have their columns in this order; those for lists end after `isProtected`.
public struct PostRow: ~Escapable {
    private let row: Row

    @_lifetime(copy row)
    init(_ row: Row) {
        self.row = row
    }

    public var id: Int { row.int(0) }
    public var slug: Span<UInt8> { @_lifetime(copy self) get { row.bytes(1) } }
    public var isPage: Bool { row.bytes(2).count == 4 && row.bytes(2)[1] == UInt8(ascii: "a") }
    public var title: Span<UInt8> { @_lifetime(copy self) get { row.bytes(3) } }
    /// Seconds since 1970.
    public var publishedAt: Int { row.int(4) }
    public var updatedAt: Int { row.int(5) }
    /// Plain text.
    public var excerpt: Span<UInt8> { @_lifetime(copy self) get { row.bytes(8) } }
    public var commentCount: Int { row.int(9) }
    public var isPinned: Bool { row.bool(10) }
    public var isProtected: Bool { row.bool(11) }

    // Whole posts only.

    /// Safe HTML.
    public var html: Span<UInt8> { @_lifetime(copy self) get { row.bytes(12) } }
    /// Address of the picture that stands for the post, or empty.
    public var image: Span<UInt8> { @_lifetime(copy self) get { row.bytes(13) } }
    public var isUnlisted: Bool { row.bool(14) }
    public var hasOpenComments: Bool { row.int(15) == 1 }
    public var parentID: Int? { row.optionalInt(16) }

    /// Lends name and shown name of each author.
    public func authors(_ body: (Span<UInt8>, Span<UInt8>) throws -> Void) rethrows {
        try eachPair(row.bytes(6), body)
    }

    /// Lends slug and name of each tag.
    public func tags(_ body: (Span<UInt8>, Span<UInt8>) throws -> Void) rethrows {
        try eachPair(row.bytes(7), body)
    }

    public var hasTags: Bool { !row.bytes(7).isEmpty }

    /// The title, copied.
    public var titleText: String { row.string(3) }
    public var slugText: String { row.string(1) }
    public var excerptText: String { row.string(8) }
    public var imageText: String { row.string(13) }
}

/// Goes over lines of a key, a tab and a name.
func eachPair(_ lines: Span<UInt8>, _ body: (Span<UInt8>, Span<UInt8>) throws -> Void) rethrows {
    var start = 0
    var tab = 0
    for index in 0...lines.count where lines.count > 0 {
        if index == lines.count || lines[index] == UInt8(ascii: "\n") {
            if tab > start {
                try body(lines.extracting(start..<tab), lines.extracting(tab + 1..<index))
            }
            start = index + 1
            tab = start
        } else if lines[index] == UInt8(ascii: "\t") {
            tab = index
        }
    }
}
