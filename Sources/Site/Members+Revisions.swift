import SQLite

extension Members {
    /// Keeps what a post was until now, where no revision has it: the text of an import, or of a save whose
    /// revision a crash prevented.
    public func keepRevision(before post: StoredPost) throws {
        let newest = try newestRevision(of: post.id)
        if newest?.hasSameText(as: post.draft) == true { return }
        try insert(post.draft, of: post.id, authorID: 0, at: post.draft.updatedAt)
    }

    /// Keeps what a post is after a save, unless the save left title, tags and text as they were.
    public func addRevision(_ draft: PostDraft, of postID: Int, by authorID: Int, now: Int) throws {
        if try newestRevision(of: postID)?.hasSameText(as: draft) == true { return }
        try insert(draft, of: postID, authorID: authorID, at: now)
    }

    private func insert(_ draft: PostDraft, of postID: Int, authorID: Int, at: Int) throws {
        try database.run(
            "INSERT INTO revision (post_id, author_id, at, title, tags, source) VALUES (?, ?, ?, ?, ?, ?)",
            postID, authorID, at, draft.title, draft.tagNames, draft.source)
    }

    public func newestRevision(of postID: Int) throws -> Revision? {
        try database.first(
            """
            SELECT id, post_id, author_id, at, title, tags, source FROM revision
            WHERE post_id = ?
            ORDER BY id DESC
            LIMIT 1
            """, postID
        ) { Revision($0) }
    }

    /// A revision of a post by its number; nil where the post has none of that number.
    public func revision(_ id: Int, of postID: Int) throws -> Revision? {
        try database.first(
            """
            SELECT id, post_id, author_id, at, title, tags, source FROM revision
            WHERE id = ? AND post_id = ?
            """, id, postID
        ) { Revision($0) }
    }

    /// The revision that came before one.
    public func revision(before id: Int, of postID: Int) throws -> Revision? {
        try database.first(
            """
            SELECT id, post_id, author_id, at, title, tags, source FROM revision
            WHERE post_id = ? AND id < ?
            ORDER BY id DESC
            LIMIT 1
            """, postID, id
        ) { Revision($0) }
    }

    /// Lends the revisions of a post, the newest first, without their text: number, author, moment, title, and
    /// the text's length in characters.
    /// - Returns: the last number where there are more.
    public func revisions(
        of postID: Int, before: Int = .max, limit: Int,
        each body: (_ id: Int, _ authorID: Int, _ at: Int, _ title: String, _ length: Int) throws -> Void
    ) throws -> Int? {
        var count = 0
        var last: Int?
        var more: Int?
        try database.query(
            """
            SELECT id, author_id, at, title, length(source) FROM revision
            WHERE post_id = ? AND id < ?
            ORDER BY id DESC
            LIMIT ?
            """, postID, before, limit + 1
        ) { row in
            count += 1
            guard count <= limit else { return more = last }
            last = row.int(0)
            try body(row.int(0), row.int(1), row.int(2), row.string(3), row.int(4))
        }
        return more
    }

    public func revisionCount(of postID: Int) throws -> Int {
        try database.first("SELECT count(*) FROM revision WHERE post_id = ?", postID) { $0.int(0) } ?? 0
    }

    /// Forgets all that is kept of a post that was deleted: revisions, followers, password.
    ///
    /// Belongs into a `transaction`.
    public func forgetPost(_ postID: Int) throws {
        try database.run("DELETE FROM revision WHERE post_id = ?", postID)
        try database.run("DELETE FROM follow WHERE post_id = ?", postID)
        try database.run("DELETE FROM post_password WHERE post_id = ?", postID)
    }
}

extension Revision {
    init(_ row: Row) {
        self.init(
            id: row.int(0), postID: row.int(1), authorID: row.int(2), at: row.int(3), title: row.string(4),
            tags: row.string(5), source: row.string(6))
    }
}
