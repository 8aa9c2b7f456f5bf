import SQLite

/// A comment with the post that it stands on, copied.
public struct Comment: Sendable, Equatable {
    /// For so many seconds its author may change it.
    public static let editWindow = 1_800

    public let id: Int
    public let post: PostCard
    public let parentID: Int?
    /// nil for a guest.
    public let authorID: Int?
    public let author: Byline
    public let state: CommentState
    /// Seconds since 1970.
    public let createdAt: Int
    public let editedAt: Int?
    /// Safe HTML.
    public let html: [UInt8]
    public let source: String
    let path: [UInt8]

    init(_ row: Row) {
        id = row.int(0)
        path = row.blob(1)
        parentID = CommentPath.parent(path)
        state = CommentState(rawValue: row.string(2)) ?? .hidden
        createdAt = row.int(3)
        editedAt = row.optionalInt(4)
        authorID = row.optionalInt(5)
        author = Byline(line: row.string(6))
        html = row.blob(7)
        source = row.string(8)
        post = PostCard(row, from: 9)
    }

    public func isBy(_ viewer: Viewer) -> Bool { authorID == viewer.id }

    /// Whether its author can still change it.
    public func isOpenToEdit(now: Int) -> Bool {
        (state == .visible || state == .held) && now - createdAt < Self.editWindow
    }

    /// Whether its author can take it back. What a moderator hid stays for those who look into it.
    public var isOpenToDelete: Bool { state == .visible || state == .held }

    /// The name that people read.
    public var authorShown: String { author.shown.isEmpty ? "Somebody" : author.shown }

    /// The address that leads to it, wherever in its thread it stands.
    public var address: String { Self.address(id) }

    public static func address(_ id: Int) -> String { "/c/\(id)" }

    /// The comment that `address` leads to.
    public static func id(at address: String) -> Int? {
        address.hasPrefix("/c/") ? Int(address.dropFirst(3)) : nil
    }
}

extension Byline {
    /// As the databases keep it.
    init(line: String) {
        let name = line.prefix { $0 != "\t" }
        self.init(name: String(name), shown: String(line.dropFirst(name.count + 1)))
    }
}
