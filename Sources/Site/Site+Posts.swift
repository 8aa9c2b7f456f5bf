import SQLite

extension Site {
    /// Lends the post or page of that slug, and answers what `body` makes of it; nil where there is none that
    /// everyone may read at `now`.
    public func post<Value>(_ slug: String, now: Int, body: (PostRow) throws -> Value) throws -> Value? {
        try database.first(
            """
            SELECT id, slug, kind, title, published_at, updated_at, authors, tags, excerpt, comment_count,
                pinned, protected, html, image, unlisted, comments_open, parent_id
            FROM post
            WHERE slug = ? AND state = 'published' AND published_at <= ?
            """, slug, now
        ) { try body(PostRow($0)) }
    }

    /// Lends one page of a list, newest first.
    /// - Parameters:
    ///   - before: where the page before this one ended.
    ///   - since: nothing older than this moment.
    ///   - until: only what is older than this moment.
    ///   - limit: how many posts at the most.
    public func posts(
        in listing: Listing, before: PageKey? = nil, since: Int = .min, until: Int = .max, now: Int,
        limit: Int, withPinned: Bool = true, each body: (PostRow) throws -> Void
    ) throws -> PageLinks {
        let end = min(now + 1, until)
        let key = before.flatMap { $0.sortAt < end ? $0 : nil } ?? PageKey(sortAt: end, id: 0)
        var first: PageKey?
        var last: PageKey?
        var older: PageKey?
        var count = 0
        try database.query(
            """
            SELECT p.id, p.slug, p.kind, p.title, p.published_at, p.updated_at, p.authors, p.tags, p.excerpt,
                p.comment_count, p.pinned, p.protected
            FROM listing AS l JOIN post AS p ON p.id = l.post_id
            WHERE l.list = ? AND l.sort_at >= ? AND (l.sort_at, l.post_id) < (?, ?) AND p.pinned <= ?
            ORDER BY l.sort_at DESC, l.post_id DESC
            LIMIT ?
            """, listing.key, since, key.sortAt, key.id, withPinned, limit + 1
        ) { row in
            count += 1
            guard count <= limit else { return older = last }
            let post = PostRow(row)
            last = PageKey(sortAt: post.publishedAt, id: post.id)
            first = first ?? last
            try body(post)
        }
        guard before != nil else { return PageLinks(older: older, newer: .none) }
        let newer = try first.flatMap { try self.key(in: listing, after: $0, before: end, limit: limit, withPinned: withPinned) }
        return PageLinks(older: older, newer: newer.map { .page($0) } ?? .first)
    }

    /// The key from which a page of `limit` posts ends just above `key`; nil where that is the first page.
    private func key(
        in listing: Listing, after key: PageKey, before end: Int, limit: Int, withPinned: Bool
    ) throws -> PageKey? {
        try database.first(
            """
            SELECT l.sort_at, l.post_id
            FROM listing AS l JOIN post AS p ON p.id = l.post_id
            WHERE l.list = ? AND l.sort_at < ? AND (l.sort_at, l.post_id) > (?, ?) AND p.pinned <= ?
            ORDER BY l.sort_at, l.post_id
            LIMIT 1 OFFSET ?
            """, listing.key, end, key.sortAt, key.id, withPinned, limit
        ) { PageKey(sortAt: $0.int(0), id: $0.int(1)) }
    }

    /// Lends the newest posts of a list, whole: what a feed shows.
    public func wholePosts(
        in listing: Listing, now: Int, limit: Int, each body: (PostRow) throws -> Void
    ) throws {
        try database.query(
            """
            SELECT p.id, p.slug, p.kind, p.title, p.published_at, p.updated_at, p.authors, p.tags, p.excerpt,
                p.comment_count, p.pinned, p.protected, p.html, p.image, p.unlisted, p.comments_open, p.parent_id
            FROM listing AS l JOIN post AS p ON p.id = l.post_id
            WHERE l.list = ? AND l.sort_at <= ?
            ORDER BY l.sort_at DESC, l.post_id DESC
            LIMIT ?
            """, listing.key, now, limit
        ) { try body(PostRow($0)) }
    }

    /// Lends id, slug and title of the pages under another one, in their order.
    public func pages(
        under parentID: Int?, now: Int, each body: (Int, Span<UInt8>, Span<UInt8>) throws -> Void
    ) throws {
        try database.query(
            """
            SELECT p.id, p.slug, p.title
            FROM listing AS l JOIN post AS p ON p.id = l.post_id
            WHERE l.list = ? AND p.published_at <= ?
            ORDER BY l.sort_at, l.post_id
            LIMIT 200
            """, Listing.pages(under: parentID).key, now
        ) { try body($0.int(0), $0.bytes(1), $0.bytes(2)) }
    }

    /// Lends slug and title of the pages above one, from the top down.
    public func pages(
        above parentID: Int, now: Int, each body: (Span<UInt8>, Span<UInt8>) throws -> Void
    ) throws {
        try database.query(
            """
            WITH RECURSIVE above (id, depth) AS (
                VALUES (?, 1)
                UNION ALL
                SELECT p.parent_id, depth + 1 FROM above JOIN post AS p ON p.id = above.id
                WHERE p.parent_id IS NOT NULL AND depth < 20
            )
            SELECT p.slug, p.title
            FROM above JOIN post AS p ON p.id = above.id
            WHERE p.state = 'published' AND p.published_at <= ?
            ORDER BY above.depth DESC
            """, parentID, now
        ) { try body($0.bytes(0), $0.bytes(1)) }
    }

    /// Whether a post or page has that slug, whatever its state.
    public func hasPost(slug: String) throws -> Bool {
        try database.first("SELECT 1 FROM post WHERE slug = ?", slug) { _ in true } ?? false
    }

    /// Whether nothing was ever written here.
    public func isEmpty() throws -> Bool {
        try database.first("SELECT 1 FROM post LIMIT 1") { _ in false } ?? true
    }
}
