import SQLite

extension Site {
    /// Takes an account away; in a transaction. What `Members` keeps of it goes in one of its own, after this: a crash
    /// between the two leaves an account that nobody can use, and what was private stays private.
    /// - Parameter keepingTexts: what was published stays, without a name; else all of it goes. Threads stay whole:
    ///   where a comment was, a line says that it is gone.
    /// - Returns: the ids of posts that went.
    public func removeAccount(_ viewer: Viewer, keepingTexts: Bool) throws -> [Int] {
        let gone = try removePosts(of: viewer, keepingTexts: keepingTexts)
        try removeComments(of: viewer, keepingTexts: keepingTexts)
        let nobody = Byline(name: "", shown: Self.nobody).line
        if viewer.role >= .moderator {
            try database.run(
                "UPDATE act SET actor = ? WHERE substr(actor, 1, length(?) + 1) = ? || char(9)", nobody, viewer.name, viewer.name)
        }
        try database.run("DELETE FROM listing WHERE list IN ('by/' || ?, 'drafts/' || ?, 'written/' || ?)", viewer.name, viewer.name, viewer.name)
        // The row stays, so that its number is never somebody else's.
        let name = try Slug.free("deleted-\(viewer.id)") { try userID($0) != nil }
        try database.run(
            """
            UPDATE user SET name = ?, shown = ?, role = 'member', state = 'deleted', about = '', link = '', picture = '',
                post_count = 0
            WHERE id = ?
            """, name, Self.nobody, viewer.id)
        return gone
    }

    /// What is read where a name was.
    static let nobody = "Somebody who left"

    /// Whether there is another owner whose account is in use.
    public func hasOwner(besides id: Int) throws -> Bool {
        try database.first("SELECT 1 FROM user WHERE role = 'owner' AND state = 'active' AND id <> ? LIMIT 1", id) { _ in true }
            ?? false
    }

    private func removePosts(of viewer: Viewer, keepingTexts: Bool) throws -> [Int] {
        var posts: [(id: Int, authors: [String], isPublished: Bool)] = []
        // No list has what is private or in the trash; an account goes seldom enough to look at all posts.
        try database.query(
            "SELECT id, authors, state FROM post WHERE instr(char(10) || authors, char(10) || ? || char(9)) > 0", viewer.name
        ) { row in
            let others = row.string(1).split(separator: "\n").map(String.init).filter { !$0.hasPrefix(viewer.name + "\t") }
            posts.append((row.int(0), others, row.string(2) == "published"))
        }
        var gone: [Int] = []
        for post in posts {
            if post.authors.isEmpty && !(keepingTexts && post.isPublished) {
                try delete(post.id)
                gone.append(post.id)
            } else {
                try database.run("UPDATE post SET authors = ? WHERE id = ?", post.authors.joined(separator: "\n"), post.id)
            }
        }
        return gone
    }

    private func removeComments(of viewer: Viewer, keepingTexts: Bool) throws {
        let nobody = Byline(name: "", shown: Self.nobody).line
        if keepingTexts {
            // What waits has not been published.
            try database.run(
                """
                UPDATE comment SET state = 'deleted', html = '', source = '' WHERE author_id = ? AND state IN ('held', 'hidden')
                """, viewer.id)
        } else {
            try database.run(
                """
                UPDATE post SET comment_count = comment_count
                    - (SELECT count(*) FROM comment WHERE post_id = post.id AND author_id = ? AND state = 'visible')
                WHERE id IN (SELECT post_id FROM comment WHERE author_id = ?)
                """, viewer.id, viewer.id)
            try database.run(
                "UPDATE comment SET state = 'deleted', html = '', source = '' WHERE author_id = ?", viewer.id)
        }
        try database.run("UPDATE comment SET author = ?, author_id = NULL WHERE author_id = ?", nobody, viewer.id)
    }
}
