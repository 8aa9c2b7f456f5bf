import SQLite

/// Each of these belongs into a `transaction`.
extension Site {
    /// Adds a comment to its thread.
    /// - Returns: its id.
    @discardableResult
    public func add(_ draft: CommentDraft) throws -> Int {
        let id = try database.first("SELECT coalesce(max(id), 0) + 1 FROM comment") { $0.int(0) } ?? 1
        let above = try draft.parentID.flatMap { try path(ofComment: $0) } ?? []
        let own = (0..<CommentRow.idWidth).reversed().map { UInt8(truncatingIfNeeded: id >> ($0 * 8)) }
        let (memberID, author, link): (Int?, Byline, String) = switch draft.author {
        case .member(let id, let byline): (id, byline, "")
        case .guest(let name, let link): (nil, Byline(name: "", shown: name), link)
        }
        try database.run(
            """
            INSERT INTO comment (id, post_id, path, author_id, author, guest_link, state, created_at, html, format, source)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """,
            id, draft.postID, above + own, memberID, author.line, link, draft.state.rawValue, draft.createdAt,
            draft.html, draft.format.rawValue, draft.source)
        if draft.state == .visible {
            try database.run("UPDATE post SET comment_count = comment_count + 1 WHERE id = ?", draft.postID)
        }
        return id
    }
}
