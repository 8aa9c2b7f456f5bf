import SQLite

extension Site {
    /// Where an old address leads now, as a path of this site; nil where it is not known, or the post is not
    /// one that everyone may read at `now`.
    public func redirect(from address: OldAddress, now: Int) throws -> String? {
        for key in address.keys {
            let found = try database.first(
                """
                SELECT p.slug, r.location
                FROM redirect AS r
                LEFT JOIN post AS p ON p.id = r.post_id AND p.state = 'published' AND p.published_at <= ?
                WHERE r.address = ?
                """, now, key
            ) { row in row.optionalString(0).map { "/posts/\($0)" } ?? row.optionalString(1) }
            if let found, let location = found { return location }
        }
        return nil
    }

    /// The post that an address was given to; nil where it is free.
    public func postID(at address: String) throws -> Int? {
        try database.first("SELECT post_id FROM redirect WHERE address = ?", address) { $0.optionalInt(0) } ?? nil
    }

    /// Whether an address leads anywhere.
    public func hasRedirect(from address: String) throws -> Bool {
        try database.first("SELECT 1 FROM redirect WHERE address = ?", address) { _ in true } ?? false
    }

    /// Makes an old address lead to a post; an address that leads somewhere already is left as it is.
    /// - Returns: whether it was free.
    @discardableResult
    public func addRedirect(from address: String, toPost id: Int) throws -> Bool {
        try database.run(
            "INSERT INTO redirect (address, post_id) VALUES (?, ?) ON CONFLICT (address) DO NOTHING", address, id) > 0
    }

    /// Makes an old address lead to a path of this site.
    /// - Returns: whether it was free.
    @discardableResult
    public func addRedirect(from address: String, to location: String) throws -> Bool {
        try database.run(
            "INSERT INTO redirect (address, location) VALUES (?, ?) ON CONFLICT (address) DO NOTHING",
            address, location) > 0
    }
}
