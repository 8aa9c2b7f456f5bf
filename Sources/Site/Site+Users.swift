import SQLite

extension Site {
    /// Lends the member of that name.
    public func user<Value>(_ name: String, now: Int, body: (UserRow) throws -> Value) throws -> Value? {
        try database.first(
            """
            SELECT id, name, shown, about, link, picture, created_at, post_count
                - (SELECT count(*) FROM listing WHERE list = 'by/' || user.name AND sort_at > ?)
            FROM user
            WHERE name = ? AND state IN ('active', 'imported')
            """, now, name
        ) { try body(UserRow($0)) }
    }

    /// Lends the members, by name.
    /// - Returns: the last name where there are more.
    public func users(
        after: String = "", now: Int, limit: Int, each body: (UserRow) throws -> Void
    ) throws -> String? {
        var count = 0
        var last: String?
        var more: String?
        try database.query(
            """
            SELECT id, name, shown, about, link, picture, created_at, post_count
                - (SELECT count(*) FROM listing WHERE list = 'by/' || user.name AND sort_at > ?)
            FROM user
            WHERE name > ? AND state IN ('active', 'imported')
            ORDER BY name
            LIMIT ?
            """, now, after, limit + 1
        ) { row in
            count += 1
            guard count <= limit else { return more = last }
            let user = UserRow(row)
            if count == limit { last = user.nameText }
            try body(user)
        }
        return more
    }
}
