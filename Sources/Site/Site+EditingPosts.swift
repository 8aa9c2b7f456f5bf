import SQLite

extension Site {
    /// The post or page of that slug, whatever its state.
    public func storedPost(_ slug: String) throws -> StoredPost? {
        try database.first("SELECT id FROM post WHERE slug = ?", slug) { $0.int(0) }.flatMap { try storedPost(id: $0) }
    }

    /// The post or page of that id, whatever its state.
    public func storedPost(id: Int) throws -> StoredPost? {
        try database.first(
            """
            SELECT id, slug, kind, state, published_at, updated_at, pinned, unlisted, protected, comments_open,
                comment_count, parent_id, position, authors, tags, image, title, excerpt, html, format, source
            FROM post
            WHERE id = ?
            """, id
        ) { row in
            var draft = PostDraft(
                slug: row.string(1), title: row.string(16), publishedAt: row.int(4), updatedAt: row.int(5),
                html: row.string(18), text: "", source: row.string(20))
            draft.kind = PostDraft.Kind(rawValue: row.string(2)) ?? .post
            draft.state = PostDraft.State(rawValue: row.string(3)) ?? .draft
            draft.isPinned = row.bool(6)
            draft.isUnlisted = row.bool(7)
            draft.isProtected = row.bool(8)
            draft.hasOpenComments = row.int(9) == 1
            draft.parentID = row.optionalInt(11)
            draft.position = row.int(12)
            eachPair(row.bytes(13)) { draft.authors.append(Byline(name: copy($0), shown: copy($1))) }
            eachPair(row.bytes(14)) { draft.tags.append(TagName(slug: copy($0), name: copy($1))) }
            draft.image = row.string(15)
            draft.excerpt = row.string(17)
            draft.format = PostDraft.Format(rawValue: row.string(19)) ?? .html
            return StoredPost(id: row.int(0), draft: draft, commentCount: row.int(10))
        }
    }

    /// Changes a post or page with all that shows it: lists, counts, search, and the way from its old address.
    ///
    /// Belongs into a `transaction`.
    /// - Parameter base: `updatedAt` of the post that the editor began with.
    /// - Throws: `EditConflict` where somebody has saved it since; `Refusal.notFound` where it was deleted.
    /// - Returns: the post as it was.
    @discardableResult
    public func update(_ id: Int, _ draft: PostDraft, from base: Int) throws -> StoredPost {
        guard let old = try storedPost(id: id) else { throw Refusal.notFound }
        guard old.draft.updatedAt == base else { throw EditConflict(stored: old) }
        var draft = draft
        // Two saves within a second are told apart all the same.
        draft.updatedAt = max(draft.updatedAt, old.draft.updatedAt + 1)
        try withdraw(old.draft, id: id)
        try database.run(
            """
            UPDATE post SET slug = ?, kind = ?, state = ?, published_at = ?, updated_at = ?, pinned = ?, unlisted = ?,
                protected = ?, comments_open = CASE comments_open WHEN 2 THEN 2 ELSE ? END, parent_id = ?, position = ?, authors = ?, tags = ?, image = ?,
                title = ?, excerpt = ?, html = ?, format = ?, source = ?
            WHERE id = ?
            """,
            draft.slug, draft.kind.rawValue, draft.state.rawValue, draft.publishedAt, draft.updatedAt,
            draft.isPinned, draft.isUnlisted, draft.isProtected, draft.hasOpenComments, draft.parentID, draft.position,
            draft.authors.map(\.line).joined(separator: "\n"), draft.tags.map(\.line).joined(separator: "\n"),
            draft.image, draft.title, draft.excerpt, draft.html, draft.format.rawValue, draft.source, id)
        try list(draft, id: id)
        try index(draft, id: id)
        if draft.slug != old.draft.slug && old.wasPublic { try leadOn(from: old.draft.slug, toPost: id) }
        return old
    }

    /// Takes a post or page away for good, with its comments. Its revisions are `Members`' to forget.
    ///
    /// Belongs into a `transaction`.
    /// - Returns: the post as it was; nil where there is none.
    @discardableResult
    public func delete(_ id: Int) throws -> StoredPost? {
        guard let old = try storedPost(id: id) else { return nil }
        try withdraw(old.draft, id: id)
        try lift(pagesUnder: id, to: old.draft.parentID)
        try keepNumber(id)
        try database.run("DELETE FROM post WHERE id = ?", id)
        return old
    }

    /// Takes a post out of all that shows it.
    private func withdraw(_ draft: PostDraft, id: Int) throws {
        for (listing, sortAt) in draft.listings + draft.desks {
            try database.run(
                "DELETE FROM listing WHERE list = ? AND sort_at = ? AND post_id = ?", listing.key, sortAt, id)
        }
        try count(draft, by: -1)
        if draft.isSearchable {
            try database.run(
                "DELETE FROM search WHERE rowid = ?", SearchIndex.rowID(publishedAt: draft.publishedAt, postID: id))
        }
    }

    /// Makes the address that a post had lead to where it is now, whatever had that address before it.
    private func leadOn(from slug: String, toPost id: Int) throws {
        try database.run(
            """
            INSERT INTO redirect (address, post_id) VALUES (?, ?)
            ON CONFLICT (address) DO UPDATE SET post_id = excluded.post_id, location = NULL
            """, "/posts/\(slug)", id)
    }

    /// Moves the pages under one that goes to the one above it.
    private func lift(pagesUnder id: Int, to parentID: Int?) throws {
        var pages: [(id: Int, position: Int)] = []
        try database.query(
            "SELECT post_id, sort_at FROM listing WHERE list = ?", Listing.pages(under: id).key
        ) { pages.append(($0.int(0), $0.int(1))) }
        for page in pages {
            try database.run("UPDATE post SET parent_id = ? WHERE id = ?", parentID, page.id)
            try database.run(
                """
                INSERT INTO listing (list, sort_at, post_id) VALUES (?, ?, ?)
                ON CONFLICT (list, sort_at, post_id) DO NOTHING
                """, Listing.pages(under: parentID).key, page.position, page.id)
        }
        try database.run("DELETE FROM listing WHERE list = ?", Listing.pages(under: id).key)
    }

    /// Sees to it that the number of the newest post is not given again: old addresses and revisions know posts
    /// by their number.
    private func keepNumber(_ id: Int) throws {
        try database.run(
            """
            INSERT INTO setting (name, value) SELECT 'written_posts', ? WHERE ? = (SELECT max(id) FROM post)
            ON CONFLICT (name) DO UPDATE SET value = excluded.value
            """, String(id), id)
    }

    /// Lends what somebody has written, the newest first.
    /// - Parameter desk: `.drafts(of:)` or `.written(by:)`.
    /// - Returns: the key of the last where there are more.
    public func stored(
        on desk: Listing, before: PageKey? = nil, limit: Int, each body: (StoredRow) throws -> Void
    ) throws -> PageKey? {
        var count = 0
        var last: PageKey?
        var more: PageKey?
        try database.query(
            """
            SELECT p.slug, p.title, p.state, p.published_at, p.updated_at, p.unlisted, p.pinned, p.kind = 'page',
                l.sort_at, l.post_id
            FROM listing AS l JOIN post AS p ON p.id = l.post_id
            WHERE l.list = ? AND (l.sort_at, l.post_id) < (?, ?)
            ORDER BY l.sort_at DESC, l.post_id DESC
            LIMIT ?
            """, desk.key, before?.sortAt ?? .max, before?.id ?? 0, limit + 1
        ) { row in
            count += 1
            guard count <= limit else { return more = last }
            last = PageKey(sortAt: row.int(8), id: row.int(9))
            try body(StoredRow(row))
        }
        return more
    }
}

/// The text of a column, copied.
private func copy(_ span: Span<UInt8>) -> String {
    span.withUnsafeBufferPointer { String(decoding: $0, as: UTF8.self) }
}
