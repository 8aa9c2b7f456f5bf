import SQLite

extension Site {
    /// A comment on a post that everyone may read, whatever became of the comment itself.
    public func comment(_ id: Int, now: Int) throws -> Comment? {
        try database.first(
            """
            SELECT c.id, c.path, c.state, c.created_at, c.edited_at, c.author_id, c.author, c.html, c.source,
                p.id, p.slug, p.title, p.comments_open, p.authors
            FROM comment AS c JOIN post AS p ON p.id = c.post_id
            WHERE c.id = ? AND p.state = 'published' AND p.published_at <= ? AND p.protected = 0
            """, id, now
        ) { Comment($0) }
    }

    /// The comment that a member wrote last.
    public func lastComment(by userID: Int, now: Int) throws -> Comment? {
        try database.first("SELECT id FROM comment WHERE author_id = ? ORDER BY id DESC LIMIT 1", userID) { $0.int(0) }
            .flatMap { try comment($0, now: now) }
    }

    /// How many of her comments a member wrote since a moment, as far as `limit`. Those from after `now` were written
    /// before the clock was set back.
    public func commentCount(by userID: Int, since: Int, now: Int, limit: Int) throws -> Int {
        try database.first(
            """
            SELECT count(*) FROM (SELECT created_at FROM comment WHERE author_id = ? ORDER BY id DESC LIMIT ?) AS newest
            WHERE created_at >= ? AND created_at <= ?
            """, userID, limit, since, now
        ) { $0.int(0) } ?? 0
    }

    /// How many of her newest comments still wait for a moderator, as far as `limit`.
    public func heldCount(by userID: Int, limit: Int) throws -> Int {
        try database.first(
            """
            SELECT count(*) FROM (SELECT state FROM comment WHERE author_id = ? ORDER BY id DESC LIMIT ?) AS newest
            WHERE state = 'held'
            """, userID, limit
        ) { $0.int(0) } ?? 0
    }

    /// The comment that a page of a thread begins after, so that the page has this one; nil: the first page has.
    public func pageStart(of comment: Comment, perPage: Int) throws -> Int? {
        let above = try database.first(
            "SELECT count(*) FROM comment WHERE post_id = ? AND path < ? AND state <> 'held'", comment.post.id, comment.path
        ) { $0.int(0) } ?? 0
        guard above >= perPage else { return nil }
        return try database.first(
            """
            SELECT id FROM comment WHERE post_id = ? AND path < ? AND state <> 'held'
            ORDER BY path LIMIT 1 OFFSET ?
            """, comment.post.id, comment.path, above / perPage * perPage - 1
        ) { $0.int(0) }
    }

    func hasAnswers(_ comment: Comment) throws -> Bool {
        try database.first(
            "SELECT 1 FROM comment WHERE post_id = ? AND path > ? AND path < ? LIMIT 1",
            comment.post.id, comment.path, CommentPath.end(comment.path)
        ) { _ in true } ?? false
    }
}
