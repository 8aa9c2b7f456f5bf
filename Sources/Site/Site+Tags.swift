import SQLite

extension Site {
    /// Lends the tag or category of that slug: its name, its line of explanation, the slug of the one above.
    public func tag<Value>(
        _ slug: String, body: (_ name: Span<UInt8>, _ about: Span<UInt8>, _ parent: Span<UInt8>) throws -> Value
    ) throws -> Value? {
        try database.first("SELECT name, about, parent FROM tag WHERE slug = ?", slug) {
            try body($0.bytes(0), $0.bytes(1), $0.bytes(2))
        }
    }

    /// Lends the tags and categories that have posts, by slug: slug, name, whether a category, number of posts.
    /// - Returns: the last slug where there are more.
    public func tags(
        after: String = "", now: Int, limit: Int,
        each body: (_ slug: Span<UInt8>, _ name: Span<UInt8>, _ isCategory: Bool, _ posts: Int) throws -> Void
    ) throws -> String? {
        var count = 0
        var last: String?
        var more: String?
        try database.query(
            """
            SELECT slug, name, kind = 'category', post_count
                - (SELECT count(*) FROM listing WHERE list = 'tag/' || tag.slug AND sort_at > ?)
            FROM tag
            WHERE slug > ? AND post_count > 0
            ORDER BY slug
            LIMIT ?
            """, now, after, limit + 1
        ) { row in
            count += 1
            guard count <= limit else { return more = last }
            if count == limit { last = row.string(0) }
            if row.int(3) > 0 { try body(row.bytes(0), row.bytes(1), row.bool(2), row.int(3)) }
        }
        return more
    }
}
