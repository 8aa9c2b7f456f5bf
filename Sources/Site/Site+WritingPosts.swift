import SQLite

/// Each of these belongs into a `transaction`: a post stands in more than one table.
extension Site {
    /// Adds a post or page with all that shows it: lists, tags, search.
    /// - Parameter number: the id that it has; nil: the next one.
    /// - Returns: its id.
    @discardableResult
    public func add(_ draft: PostDraft, number: Int? = nil) throws -> Int {
        let id = try number ?? nextPostID()
        try database.run(
            """
            INSERT INTO post (id, slug, kind, state, published_at, updated_at, pinned, unlisted, protected, comments_open,
                comment_count, parent_id, position, authors, tags, image, title, excerpt, html, format, source)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 0, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """,
            id, draft.slug, draft.kind.rawValue, draft.state.rawValue, draft.publishedAt, draft.updatedAt,
            draft.isPinned, draft.isUnlisted, draft.isProtected, draft.hasOpenComments, draft.parentID, draft.position,
            draft.authors.map(\.line).joined(separator: "\n"),
            draft.tags.map(\.line).joined(separator: "\n"),
            draft.image, draft.title, draft.excerpt, draft.html, draft.format.rawValue, draft.source)
        try list(draft, id: id)
        try index(draft, id: id)
        return id
    }

    /// A number that no post has had, not even one that was deleted.
    private func nextPostID() throws -> Int {
        let newest = try database.first("SELECT max(id) FROM post") { $0.int(0) } ?? 0
        let deleted = try database.first("SELECT value FROM setting WHERE name = 'written_posts'") { $0.string(0) }
        return max(newest, deleted.flatMap { Int($0) } ?? 0) + 1
    }

    func list(_ draft: PostDraft, id: Int) throws {
        for tag in draft.tags { try add(tag) }
        for (listing, sortAt) in draft.listings + draft.desks {
            try database.run(
                """
                INSERT INTO listing (list, sort_at, post_id) VALUES (?, ?, ?)
                ON CONFLICT (list, sort_at, post_id) DO NOTHING
                """, listing.key, sortAt, id)
        }
        try count(draft, by: 1)
    }

    /// Counts a post for its tags and authors, or out again.
    func count(_ draft: PostDraft, by step: Int) throws {
        guard draft.kind == .post, !draft.listings.isEmpty else { return }
        for slug in Set(draft.tags.map(\.slug)) {
            try database.run("UPDATE tag SET post_count = post_count + ? WHERE slug = ?", step, slug)
        }
        for name in Set(draft.authors.map(\.name)) {
            try database.run("UPDATE user SET post_count = post_count + ? WHERE name = ?", step, name)
        }
    }

    func index(_ draft: PostDraft, id: Int) throws {
        guard draft.isSearchable else { return }
        try database.run(
            "INSERT INTO search (rowid, title, body, post_id) VALUES (?, ?, ?, ?)",
            SearchIndex.rowID(publishedAt: draft.publishedAt, postID: id), draft.title,
            draft.isProtected ? "" : draft.text, id)
    }

    /// Adds a tag or category that is not there yet.
    public func add(_ tag: TagName, about: String = "", parent: String = "") throws {
        try database.run(
            """
            INSERT INTO tag (slug, name, kind, about, parent, post_count) VALUES (?, ?, ?, ?, ?, 0)
            ON CONFLICT (slug) DO NOTHING
            """, tag.slug, tag.name, tag.kind.rawValue, about, parent)
    }

    /// Whether there is a tag or category of that slug.
    public func hasTag(_ slug: String) throws -> Bool {
        try database.first("SELECT 1 FROM tag WHERE slug = ?", slug) { _ in true } ?? false
    }
}
