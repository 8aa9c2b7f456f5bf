import Site

/// Saving and deleting posts, for the editor and the API alike.
extension Context {
    /// Keeps a new post, or what was made of one.
    ///
    /// Three steps, since no transaction spans both databases. A crash after the first leaves a revision too many,
    /// none that is wrong; one after the second leaves the newest revision out, which the first step of the next
    /// save makes up for.
    /// - Parameters:
    ///   - draft: where it has no slug it gets one, made of its title.
    ///   - post: what it was.
    ///   - base: `updatedAt` of the post that its writer began with.
    /// - Returns: its id; nil where the address is another post's.
    /// - Throws: `EditConflict` where somebody has saved it since.
    public func save(_ draft: inout PostDraft, over post: StoredPost?, from base: Int, by viewer: Viewer) throws -> Int? {
        let (site, members) = try (site, members)
        if let post { try members.transaction { try members.keepRevision(before: post) } }
        var wanted = draft
        let id = try site.transaction { () -> Int? in
            if wanted.slug.isEmpty { wanted.slug = try freeSlug(for: wanted, post) }
            if let other = try site.storedPost(wanted.slug), other.id != post?.id { return nil }
            guard let post else { return try site.add(wanted) }
            try site.update(post.id, wanted, from: base)
            return post.id
        }
        guard let id else { return nil }
        draft = wanted
        try members.transaction { try members.addRevision(wanted, of: id, by: viewer.id, now: now) }
        return id
    }

    /// Takes a post away for good, with its comments and revisions.
    public func delete(_ post: StoredPost) throws {
        // A crash between the two leaves revisions of a number that no post will have again.
        _ = try site.transaction { try site.delete(post.id) }
        try members.transaction { try members.forgetPost(post.id) }
    }

    /// An address made from the title, that no post has or had.
    private func freeSlug(for draft: PostDraft, _ post: StoredPost?) throws -> String {
        let site = try site
        if let post, draft.title == post.draft.title || post.wasPublic { return post.draft.slug }
        return try Slug.free(Slug.of(draft.title, orElse: draft.kind == .page ? "page" : "post")) { slug in
            if slug == "new" { return true }
            if let other = try site.storedPost(slug) { return other.id != post?.id }
            return try site.hasRedirect(from: "/posts/\(slug)")
        }
    }
}
