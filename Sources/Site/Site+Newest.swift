import SQLite

extension Site {
    /// Lends the accounts that came last, with the role of each.
    public func newestUsers(
        limit: Int, each body: (_ name: Span<UInt8>, _ shown: Span<UInt8>, _ role: Role, _ at: Int) throws -> Void
    ) throws {
        try database.query(
            """
            SELECT name, shown, role, created_at FROM user
            WHERE state IN ('active', 'imported')
            ORDER BY id DESC
            LIMIT ?
            """, limit
        ) { try body($0.bytes(0), $0.bytes(1), Role(rawValue: $0.string(2)) ?? .member, $0.int(3)) }
    }

    /// The id of the comment that came last; 0 where there is none.
    public func lastCommentID() throws -> Int {
        try database.first("SELECT max(id) FROM comment") { $0.int(0) } ?? 0
    }

    /// Lends the comments that came last, those that wait too.
    public func newestComments(
        limit: Int,
        each body: (
            _ id: Int, _ slug: Span<UInt8>, _ title: Span<UInt8>, _ author: String, _ state: CommentState, _ at: Int
        ) throws -> Void
    ) throws {
        try database.query(
            """
            SELECT c.id, p.slug, p.title, c.author, c.state, c.created_at
            FROM comment AS c JOIN post AS p ON p.id = c.post_id
            ORDER BY c.id DESC
            LIMIT ?
            """, limit
        ) { row in
            let shown = row.string(3).split(separator: "\t", maxSplits: 1, omittingEmptySubsequences: false).last ?? ""
            try body(row.int(0), row.bytes(1), row.bytes(2), String(shown), CommentState(row.bytes(4)), row.int(5))
        }
    }
}
