import SQLite

extension Site {
    /// Lends the comments of a post in the order of its threads, those that wait for a moderator left out.
    /// - Parameters:
    ///   - after: the comment that the page before this one ended with.
    ///   - limit: how many at the most.
    /// - Returns: the last comment's id where there are more.
    public func comments(
        on postID: Int, after: Int? = nil, limit: Int, each body: (CommentRow) throws -> Void
    ) throws -> Int? {
        var last: Int?
        var more: Int?
        var count = 0
        try database.query(
            """
            SELECT id, path, state, created_at, edited_at, author, guest_link, html
            FROM comment
            WHERE post_id = ? AND path > ? AND state <> 'held'
            ORDER BY path
            LIMIT ?
            """, postID, try start(after: after), limit + 1
        ) { row in
            count += 1
            guard count <= limit else { return more = last }
            let comment = CommentRow(row)
            last = comment.id
            try body(comment)
        }
        return more
    }

    /// Lends the newest comments of a member: id, slug and title of the post, time, HTML.
    public func comments(
        by userID: Int, now: Int, limit: Int,
        each body: (_ id: Int, _ slug: Span<UInt8>, _ title: Span<UInt8>, _ at: Int, _ html: Span<UInt8>) throws -> Void
    ) throws {
        try database.query(
            """
            SELECT c.id, p.slug, p.title, c.created_at, c.html
            FROM comment AS c JOIN post AS p ON p.id = c.post_id
            WHERE c.author_id = ? AND c.state = 'visible'
                AND p.state = 'published' AND p.published_at <= ? AND p.protected = 0 AND p.unlisted = 0
            ORDER BY c.id DESC
            LIMIT ?
            """, userID, now, limit
        ) { try body($0.int(0), $0.bytes(1), $0.bytes(2), $0.int(3), $0.bytes(4)) }
    }

    private func start(after id: Int?) throws -> Blob {
        guard let id, let path = try path(ofComment: id) else { return Blob([]) }
        return Blob(path)
    }

    func path(ofComment id: Int) throws -> [UInt8]? {
        try database.first("SELECT path FROM comment WHERE id = ?", id) { $0.blob(0) }
    }
}
