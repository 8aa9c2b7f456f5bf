import SQLite

/// A post as what is said about it needs it: copied, and without its text.
public struct PostCard: Sendable, Equatable {
    public let id: Int
    public let slug: String
    public let title: String
    public let hasOpenComments: Bool
    /// Names of its authors.
    public let authors: [String]

    /// - Parameter column: of the id; slug, title, comments_open and authors follow.
    init(_ row: Row, from column: Int32 = 0) {
        id = row.int(column)
        slug = row.string(column + 1)
        let title = row.string(column + 2)
        self.title = title.isEmpty ? "Untitled" : title
        hasOpenComments = row.int(column + 3) == 1
        authors = row.string(column + 4).split(separator: "\n").map { String($0.prefix { $0 != "\t" }) }
    }

    public func isBy(_ viewer: Viewer) -> Bool { authors.contains(viewer.name) }
}

extension Site {
    /// A post that everyone may read at `now`. Those that ask for a password are left out: what is said about
    /// them would say what they say.
    public func postCard(id: Int, now: Int) throws -> PostCard? {
        try database.first(
            """
            SELECT id, slug, title, comments_open, authors FROM post
            WHERE id = ? AND state = 'published' AND published_at <= ? AND protected = 0
            """, id, now
        ) { PostCard($0) }
    }
}
