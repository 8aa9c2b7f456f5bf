import SQLite

/// Each of these belongs into a `transaction`: a post stands in more than one table.
extension Site {
    /// Adds a post or page with all that shows it: lists, tags, search.
    /// - Returns: its id.
    @discardableResult
    public func add(_ draft: PostDraft) throws -> Int {
        try database.run(
            """
            INSERT INTO post (slug, kind, state, published_at, updated_at, pinned, unlisted, protected, comments_open,
                parent_id, position, authors, tags, image, title, excerpt, html, format, source)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """,
            draft.slug, draft.kind.rawValue, draft.state.rawValue, draft.publishedAt, draft.updatedAt,
            draft.isPinned, draft.isUnlisted, draft.isProtected, draft.hasOpenComments, draft.parentID, draft.position,
            draft.authors.map { "\(oneLine($0.name))\t\(oneLine($0.shown))" }.joined(separator: "\n"),
            draft.tags.map { "\(oneLine($0.slug))\t\(oneLine($0.name))" }.joined(separator: "\n"),
            draft.image, draft.title, draft.excerpt, draft.html, draft.format.rawValue, draft.source)
        let id = database.lastInsertRowID
        try list(draft, id: id)
        try index(draft, id: id)
        return id
    }

    private func list(_ draft: PostDraft, id: Int) throws {
        for tag in draft.tags { try add(tag) }
        let listings = draft.listings
        for (listing, sortAt) in listings {
            try database.run(
                """
                INSERT INTO listing (list, sort_at, post_id) VALUES (?, ?, ?)
                ON CONFLICT (list, sort_at, post_id) DO NOTHING
                """, listing.key, sortAt, id)
        }
        guard draft.kind == .post, !listings.isEmpty else { return }
        for tag in draft.tags {
            try database.run("UPDATE tag SET post_count = post_count + 1 WHERE slug = ?", tag.slug)
        }
        for author in draft.authors {
            try database.run("UPDATE user SET post_count = post_count + 1 WHERE name = ?", author.name)
        }
    }

    private func index(_ draft: PostDraft, id: Int) throws {
        guard draft.state == .published, !draft.isUnlisted else { return }
        try database.run(
            "INSERT INTO search (rowid, title, body, post_id) VALUES (?, ?, ?, ?)",
            SearchIndex.rowID(publishedAt: draft.publishedAt, postID: id), draft.title,
            draft.isProtected ? "" : draft.text, id)
    }

    /// Adds a tag or category that is not there yet.
    public func add(_ tag: TagName, about: String = "", parent: String = "") throws {
        try database.run(
            """
            INSERT INTO tag (slug, name, kind, about, parent) VALUES (?, ?, ?, ?, ?)
            ON CONFLICT (slug) DO NOTHING
            """, tag.slug, tag.name, tag.kind.rawValue, about, parent)
    }

    /// The lines of `post.authors` and `post.tags` are split at these two.
    private func oneLine(_ text: String) -> String {
        String(decoding: text.utf8.map { $0 == UInt8(ascii: "\n") || $0 == UInt8(ascii: "\t") ? UInt8(ascii: " ") : $0 },
               as: UTF8.self)
    }
}
