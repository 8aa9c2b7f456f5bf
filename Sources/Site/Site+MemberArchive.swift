import SQLite

extension Site {
    /// Lends what the site shows of a member, and what she has written, as the files of her archive.
    public func archive(of viewer: Viewer, each body: (_ path: String, _ contents: [UInt8]) throws -> Void) throws {
        var lines = JSONLines()
        try database.query(
            """
            SELECT json_object('name', name, 'shown', shown, 'role', role, 'about', about, 'link', link, 'picture', picture,
                'created_at', created_at)
            FROM user WHERE id = ?
            """, viewer.id
        ) { lines.add($0) }
        try body("account.json", lines.taken())
        try database.query(
            """
            SELECT json_object('id', c.id, 'post', '/posts/' || p.slug, 'title', p.title, 'state', c.state,
                'created_at', c.created_at, 'edited_at', c.edited_at, 'format', c.format, 'source', c.source)
            FROM comment AS c JOIN post AS p ON p.id = c.post_id
            WHERE c.author_id = ?
            ORDER BY c.id
            """, viewer.id
        ) { lines.add($0) }
        try body("comments.json", lines.taken())
        try database.query(
            """
            SELECT slug, source, 'title: ' || json_quote(title) || char(10) || 'kind: ' || kind || char(10) ||
                'state: ' || state || char(10) || 'published_at: ' || published_at || char(10) ||
                'updated_at: ' || updated_at || char(10) || 'format: ' || format || char(10) ||
                'tags: ' || json_quote(tags) || char(10)
            FROM post WHERE instr(char(10) || authors, char(10) || ? || char(9)) > 0
            ORDER BY id
            """, viewer.name
        ) { row in
            let mark = Array("---\n".utf8)
            try body("posts/\(row.string(0)).md", mark + row.blob(2) + mark + row.blob(1))
        }
    }

    /// The slugs of posts, by their numbers; those that are gone are left out.
    public func slugs(_ ids: [Int]) throws -> [String] {
        try ids.compactMap { id in try database.first("SELECT slug FROM post WHERE id = ?", id) { $0.string(0) } }
    }
}

extension Members {
    /// Lends what is kept of a member, as the files of her archive, but for what would let others in.
    public func archive(
        of userID: Int, slugs: ([Int]) throws -> [String], each body: (_ path: String, _ contents: [UInt8]) throws -> Void
    ) throws {
        var lines = JSONLines()
        try database.query(
            """
            SELECT json_object('email', email, 'joined_at', joined_at, 'invited_by', invited_by,
                'two_factor', json(iif(totp_secret IS NULL, 'false', 'true')), 'banned_until', banned_until,
                'ban_reason', ban_reason, 'mail_replies', mail_replies, 'mail_mentions', mail_mentions,
                'mail_follows', mail_follows)
            FROM member WHERE user_id = ?
            """, userID
        ) { lines.add($0) }
        try body("member.json", lines.taken())
        try database.query(
            """
            SELECT json_object('created_at', created_at, 'seen_at', seen_at, 'device', device)
            FROM session WHERE user_id = ?
            """, userID
        ) { lines.add($0) }
        try body("sessions.json", lines.taken())
        try database.query(
            "SELECT json_object('target', target, 'reason', reason, 'at', at) FROM flag WHERE user_id = ?", userID
        ) { lines.add($0) }
        try body("flags.json", lines.taken())
        try database.query(
            """
            SELECT json_object('post_id', post_id, 'at', at, 'title', title, 'tags', tags, 'source', source)
            FROM revision WHERE author_id = ? ORDER BY id
            """, userID
        ) { lines.add($0) }
        try body("revisions.json", lines.taken())
        var followed: [Int] = []
        try database.query("SELECT post_id FROM follow WHERE user_id = ?", userID) { followed.append($0.int(0)) }
        try body("follows.txt", Array(slugs(followed).map { "/posts/\($0)\n" }.joined().utf8))
        try database.query(
            """
            SELECT json_object('name', name, 'title', title, 'type', type, 'size', size, 'width', width, 'height', height,
                'at', at)
            FROM upload WHERE user_id = ? ORDER BY id
            """, userID
        ) { lines.add($0) }
        try body("uploads.json", lines.taken())
    }

    /// The names of the files that a member has uploaded.
    public func uploadNames(of userID: Int) throws -> [String] {
        var names: [String] = []
        try database.query("SELECT name FROM upload WHERE user_id = ? ORDER BY id", userID) { names.append($0.string(0)) }
        return names
    }
}
