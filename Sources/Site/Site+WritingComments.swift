import SQLite

/// Each of these belongs into a `transaction`.
extension Site {
    /// Adds a comment to its thread.
    /// - Returns: its id.
    @discardableResult
    public func add(_ draft: CommentDraft) throws -> Int {
        let id = try nextCommentID()
        let above = try draft.parentID.flatMap { try path(ofComment: $0) } ?? []
        let (memberID, author, link): (Int?, Byline, String) = switch draft.author {
        case .member(let id, let byline): (id, byline, "")
        case .guest(let name, let link): (nil, Byline(name: "", shown: name), link)
        }
        try database.run(
            """
            INSERT INTO comment (id, post_id, path, author_id, author, guest_link, state, created_at, html, format, source)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """,
            id, draft.postID, CommentPath.adding(id, to: above), memberID, author.line, link, draft.state.rawValue, draft.createdAt,
            draft.html, draft.format.rawValue, draft.source)
        if draft.state == .visible {
            try database.run("UPDATE post SET comment_count = comment_count + 1 WHERE id = ?", draft.postID)
        }
        return id
    }

    /// An id that no comment ever had: links, flags and mail name comments by it, also those that are gone.
    private func nextCommentID() throws -> Int {
        let id = try database.first(
            """
            SELECT max(
                coalesce((SELECT max(id) FROM comment), 0),
                coalesce((SELECT CAST(value AS INTEGER) FROM setting WHERE name = 'written_comments'), 0)
            ) + 1
            """
        ) { $0.int(0) } ?? 1
        try database.run(
            """
            INSERT INTO setting (name, value) VALUES ('written_comments', ?)
            ON CONFLICT (name) DO UPDATE SET value = excluded.value
            """, String(id))
        return id
    }

    /// Keeps what an author made of her comment.
    /// - Returns: false where it is not open to her any more.
    public func edit(_ comment: Comment, html: String, source: String, now: Int) throws -> Bool {
        try database.run(
            """
            UPDATE comment SET html = ?, source = ?, edited_at = ?
            WHERE id = ? AND state IN ('visible', 'held') AND created_at > ?
            """, html, source, now, comment.id, now - Comment.editWindow) > 0
    }

    /// Takes a comment back. One that was answered leaves its place behind, without name and words; one that was
    /// not leaves nothing, nor do the empty places above it that held its answer alone.
    /// - Returns: false where it is gone already.
    public func delete(_ comment: Comment, now: Int) throws -> Bool {
        guard try move(comment, to: .deleted) else { return false }
        var leaf: Comment? = try self.comment(comment.id, now: now)
        while let place = leaf, place.state == .deleted, try !hasAnswers(place) {
            try database.run("DELETE FROM comment WHERE id = ?", place.id)
            leaf = try place.parentID.flatMap { try self.comment($0, now: now) }
        }
        try database.run(
            "UPDATE comment SET author_id = NULL, author = '', guest_link = '', html = '', source = '' WHERE id = ?",
            comment.id)
        return true
    }

    /// Gives a comment another state and keeps the post's count of comments true.
    /// - Returns: false where it is not in the state any more that was seen.
    func move(_ comment: Comment, to state: CommentState) throws -> Bool {
        let changed = try database.run(
            "UPDATE comment SET state = ? WHERE id = ? AND state = ?", state.rawValue, comment.id, comment.state.rawValue)
        guard changed > 0 else { return false }
        let difference = (state == .visible ? 1 : 0) - (comment.state == .visible ? 1 : 0)
        if difference != 0 {
            try database.run("UPDATE post SET comment_count = comment_count + ? WHERE id = ?", difference, comment.post.id)
        }
        return true
    }
}
