import SQLite

/// A post as an event tells of it: nothing that its page would ask a password for.
struct HookPost {
    let id: Int
    let slug: String
    let title: String
    let publishedAt: Int
    let authors: [Byline]
    /// Slugs.
    let tags: [String]
    let excerpt: String
}

/// A new member as an event tells of her.
struct HookUser {
    let id: Int
    let name: String
    let shown: String
    let createdAt: Int
}

extension Site {
    /// The posts of the first page's list that came to be read after a moment, the oldest first.
    func posts(publishedAfter start: Int, now: Int, each body: (HookPost) throws -> Void) throws {
        try database.query(
            """
            SELECT p.id, p.slug, p.title, p.published_at, p.authors, p.tags, iif(p.protected, '', p.excerpt)
            FROM listing AS l JOIN post AS p ON p.id = l.post_id
            WHERE l.list = ? AND l.sort_at > ? AND l.sort_at <= ?
            ORDER BY l.sort_at, l.post_id
            """, Listing.posts.key, start, now
        ) { row in
            let tags = row.string(5).split(separator: "\n").map { Byline(line: String($0)).name }
            let authors = row.string(4).split(separator: "\n").map { Byline(line: String($0)) }
            try body(HookPost(
                id: row.int(0), slug: row.string(1), title: row.string(2), publishedAt: row.int(3), authors: authors,
                tags: tags, excerpt: row.string(6)))
        }
    }

    /// The accounts that were made after another one, and the last there is.
    func newcomers(after id: Int, since: Int) throws -> (users: [HookUser], last: Int) {
        try database.snapshot {
            var users: [HookUser] = []
            try database.query(
                "SELECT id, name, shown, created_at FROM user WHERE id > ? AND state = 'active' AND created_at > ? ORDER BY id", id, since
            ) { users.append(HookUser(id: $0.int(0), name: $0.string(1), shown: $0.string(2), createdAt: $0.int(3))) }
            return (users, max(id, try newestIDs().user))
        }
    }

    /// The highest id of each of these, or 0.
    func newestIDs() throws -> (comment: Int, act: Int, user: Int) {
        try database.first(
            "SELECT (SELECT max(id) FROM comment), (SELECT max(id) FROM act), (SELECT max(id) FROM user)"
        ) { ($0.int(0), $0.int(1), $0.int(2)) } ?? (0, 0, 0)
    }
}
