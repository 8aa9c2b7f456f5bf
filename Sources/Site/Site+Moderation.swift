import SQLite

/// What moderators do, each as one transaction with its line in the log that all may read.
extension Site {
    /// The comments that wait for a moderator, the oldest first.
    public func heldComments(after id: Int = 0, now: Int, limit: Int) throws -> [Comment] {
        var comments: [Comment] = []
        try database.query(
            """
            SELECT c.id, c.path, c.state, c.created_at, c.edited_at, c.author_id, c.author, c.html, c.source,
                p.id, p.slug, p.title, p.comments_open, p.authors
            FROM comment AS c JOIN post AS p ON p.id = c.post_id
            WHERE c.state = 'held' AND c.id > ? AND p.state = 'published' AND p.published_at <= ? AND p.protected = 0
            ORDER BY c.id
            LIMIT ?
            """, id, now, limit
        ) { comments.append(Comment($0)) }
        return comments
    }

    /// The newest comments of a member, whatever became of them.
    public func allComments(by userID: Int, now: Int, limit: Int) throws -> [Comment] {
        var comments: [Comment] = []
        try database.query(
            """
            SELECT c.id, c.path, c.state, c.created_at, c.edited_at, c.author_id, c.author, c.html, c.source,
                p.id, p.slug, p.title, p.comments_open, p.authors
            FROM comment AS c JOIN post AS p ON p.id = c.post_id
            WHERE c.author_id = ? AND p.state = 'published' AND p.published_at <= ? AND p.protected = 0
            ORDER BY c.id DESC
            LIMIT ?
            """, userID, now, limit
        ) { comments.append(Comment($0)) }
        return comments
    }

    /// Shows a comment that was held.
    /// - Returns: false where that is done already, as in all that follow.
    public func approve(_ comment: Comment, by actor: Viewer, now: Int) throws -> Bool {
        try change(comment, from: [.held], to: .visible, "approve", by: actor, reason: "", now: now)
    }

    /// Takes a comment out of sight, or keeps one that was held from ever being seen.
    public func hide(_ comment: Comment, by actor: Viewer, reason: String, now: Int) throws -> Bool {
        try change(comment, from: [.visible, .held], to: .hidden, "hide", by: actor, reason: reason, now: now)
    }

    /// Shows a comment that was hidden.
    public func restore(_ comment: Comment, by actor: Viewer, reason: String, now: Int) throws -> Bool {
        try change(comment, from: [.hidden], to: .visible, "restore", by: actor, reason: reason, now: now)
    }

    private func change(
        _ comment: Comment, from states: [CommentState], to state: CommentState, _ act: String, by actor: Viewer,
        reason: String, now: Int
    ) throws -> Bool {
        guard states.contains(comment.state) else { return false }
        return try transaction {
            guard try move(comment, to: state) else { return false }
            try log(
                act, by: actor.byline, target: comment.address, title: "A comment on “\(comment.post.title)”",
                reason: reason, now: now)
            return true
        }
    }

    /// Ends or allows further comments on a post, whatever its author has chosen.
    public func setComments(open isOpen: Bool, on post: PostCard, by actor: Viewer, reason: String, now: Int) throws -> Bool {
        try transaction {
            let changed = try database.run(
                "UPDATE post SET comments_open = ? WHERE id = ? AND comments_open <> ?", isOpen ? 1 : 2, post.id, isOpen ? 1 : 2)
            guard changed > 0 else { return false }
            try log(
                isOpen ? "unlock" : "lock", by: actor.byline, target: "/posts/\(post.slug)", title: post.title,
                reason: reason, now: now)
            return true
        }
    }

    /// Tells in the log of a ban, which `Members` keeps, or of its end.
    public func logBan(_ ban: Ban?, of user: Viewer, by actor: Viewer, reason: String, now: Int) throws {
        try transaction {
            try log(
                ban == nil ? "unban" : "ban", by: actor.byline, target: "/users/\(user.name)", title: user.shown,
                reason: reason, now: now)
        }
    }

    /// Somebody by her name, if her account is in use.
    public func viewer(named name: String) throws -> Viewer? {
        try userID(name).flatMap { try viewer(id: $0) }
    }
}
