import SQLite

/// What of `site.db` an export has as JSON: all that its posts don't tell. Listings, counts and the search are made
/// anew from those.
public enum SiteTable: String, Sendable, CaseIterable {
    case settings, users, tags, redirects, acts, comments
    /// Posts whose comments a moderator has closed.
    case locks

    fileprivate var select: StaticString {
        switch self {
        case .settings: "SELECT json_object('name', name, 'value', value) FROM setting ORDER BY name"
        case .users:
            """
            SELECT json_object('id', id, 'name', name, 'shown', shown, 'role', role, 'state', state, 'about', about,
                'link', link, 'picture', picture, 'created_at', created_at) FROM user ORDER BY id
            """
        case .tags:
            """
            SELECT json_object('slug', slug, 'name', name, 'kind', kind, 'parent', parent, 'about', about)
            FROM tag ORDER BY slug
            """
        case .redirects:
            """
            SELECT json_object('address', address, 'post_id', post_id, 'location', location)
            FROM redirect ORDER BY address
            """
        case .acts:
            """
            SELECT json_object('id', id, 'at', at, 'actor', actor, 'act', act, 'target', target, 'title', title,
                'reason', reason) FROM act ORDER BY id
            """
        case .comments:
            """
            SELECT json_object('id', c.id, 'post_id', c.post_id, 'parent', p.id, 'author_id', c.author_id,
                'author', c.author, 'guest_link', c.guest_link, 'state', c.state, 'created_at', c.created_at,
                'edited_at', c.edited_at, 'format', c.format, 'source', c.source, 'html', c.html)
            FROM comment AS c
            LEFT JOIN comment AS p ON p.post_id = c.post_id AND p.path = substr(c.path, 1, length(c.path) - 5)
            ORDER BY c.id
            """
        case .locks: "SELECT json_object('post_id', id) FROM post WHERE comments_open = 2 ORDER BY id"
        }
    }

    fileprivate var insert: StaticString {
        switch self {
        case .settings:
            "INSERT OR REPLACE INTO setting (name, value) SELECT value ->> 'name', value ->> 'value' FROM json_each(?)"
        case .users:
            """
            INSERT INTO user (id, name, shown, role, state, about, link, picture, created_at, post_count)
            SELECT value ->> 'id', value ->> 'name', value ->> 'shown', value ->> 'role', value ->> 'state',
                value ->> 'about', value ->> 'link', value ->> 'picture', value ->> 'created_at', 0 FROM json_each(?)
            """
        case .tags:
            """
            INSERT INTO tag (slug, name, kind, parent, about, post_count)
            SELECT value ->> 'slug', value ->> 'name', value ->> 'kind', value ->> 'parent', value ->> 'about', 0
            FROM json_each(?)
            """
        case .redirects:
            """
            INSERT INTO redirect (address, post_id, location)
            SELECT value ->> 'address', value ->> 'post_id', value ->> 'location' FROM json_each(?)
            """
        case .acts:
            """
            INSERT INTO act (id, at, actor, act, target, title, reason)
            SELECT value ->> 'id', value ->> 'at', value ->> 'actor', value ->> 'act', value ->> 'target',
                value ->> 'title', value ->> 'reason' FROM json_each(?)
            """
        case .comments:
            """
            INSERT INTO comment (id, post_id, path, author_id, author, guest_link, state, created_at, edited_at, html,
                format, source)
            SELECT value ->> 'id', value ->> 'post_id', x'', value ->> 'author_id', value ->> 'author',
                value ->> 'guest_link', value ->> 'state', value ->> 'created_at', value ->> 'edited_at',
                value ->> 'html', value ->> 'format', value ->> 'source' FROM json_each(?)
            """
        case .locks:
            "UPDATE post SET comments_open = 2 WHERE id IN (SELECT value ->> 'post_id' FROM json_each(?))"
        }
    }
}

extension Site {
    /// Does `body` on one state of the database, whoever writes meanwhile.
    public func snapshot<Value>(_ body: () throws -> Value) throws -> Value {
        try database.snapshot(body)
    }

    /// A table as a JSON array, a row on each line.
    public func json(_ table: SiteTable) throws -> [UInt8] {
        var lines = JSONLines()
        try database.query(table.select) { lines.add($0) }
        return lines.taken()
    }

    /// The ids of all posts and pages.
    public func postIDs() throws -> [Int] {
        var ids: [Int] = []
        try database.query("SELECT id FROM post ORDER BY id") { ids.append($0.int(0)) }
        return ids
    }

    /// Whether there is neither a post nor an account.
    public func isNew() throws -> Bool {
        try isEmpty() && (database.first("SELECT 1 FROM user LIMIT 1") { _ in false } ?? true)
    }

    /// Puts back what `json` gave, its numbers unchanged; in a transaction, comments and locks after the posts.
    /// - Returns: how many rows.
    @discardableResult
    public func restore(_ table: SiteTable, _ json: String) throws -> Int {
        let count = try database.run(table.insert, json)
        if table == .comments { try restoreThreads(json) }
        return count
    }

    /// Works out where each comment stands. An answer has a greater number than what it answers.
    private func restoreThreads(_ json: String) throws {
        var parents: [(id: Int, parent: Int?)] = []
        try database.query("SELECT value ->> 'id', value ->> 'parent' FROM json_each(?) ORDER BY 1", json) {
            parents.append(($0.int(0), $0.optionalInt(1)))
        }
        var paths: [Int: [UInt8]] = [:]
        for (id, parent) in parents {
            let own = (0..<CommentRow.idWidth).reversed().map { UInt8(truncatingIfNeeded: id >> ($0 * 8)) }
            let path = (parent.flatMap { paths[$0] } ?? []) + own
            paths[id] = path
            try database.run("UPDATE comment SET path = ? WHERE id = ?", path, id)
        }
        try database.run(
            """
            UPDATE post SET comment_count =
                (SELECT count(*) FROM comment WHERE post_id = post.id AND state = 'visible')
            WHERE id IN (SELECT post_id FROM comment)
            """)
    }
}
