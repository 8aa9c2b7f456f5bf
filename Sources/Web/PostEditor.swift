import CGI
import HTML
import Site

/// One request to the editor of posts: `/write/new` or `/write/SLUG`.
public struct PostEditor {
    private let context: Context
    private let viewer: Viewer
    private let site: Site

    public init(_ context: Context, viewer: Viewer) throws {
        self.context = context
        self.viewer = viewer
        site = try context.site
    }

    /// The editor of a post.
    /// - Parameter slug: `new`, or of a post that she may change.
    public func show(_ slug: String) throws -> Response {
        let post = try slug == "new" ? nil : editable(slug)
        if let post, context.request.query["delete"] != nil { return try confirmation(of: post) }
        let form = try post.map { try PostForm($0).broughtBack($0, context) } ?? PostForm()
        return try context.page(.editor(form, post, viewer: viewer, note: note(on: post), now: context.now))
    }

    /// Does what a button of the editor asks for.
    public func take(_ slug: String) throws -> Response {
        let fields = context.request.form
        if fields["do"] == "delete" { return try delete(slug) }
        var form = PostForm(fields)
        // By its number: somebody may have changed its address since.
        let post = try form.postID.flatMap { try site.storedPost(id: $0) }
        if let post, !post.isEditable(by: viewer) { throw refusal(of: post) }
        if form.postID != nil && post == nil {
            form.postID = nil
            form.addError("Somebody has deleted this post meanwhile. Your text is here; saving it makes a new post.")
            return try page(form, nil)
        }
        let intent = PostForm.Intent(rawValue: fields["do"] ?? "") ?? .preview
        var draft = try form.draft(over: post, intent: intent, by: viewer, site: site, now: context.now)
        if intent == .preview {
            return try context.page(.preview(draft, form, post, viewer: viewer, now: context.now))
        }
        if form.hasErrors { return try page(form, post) }
        do {
            guard let saved = try save(&draft, over: post, from: form.base, typedSlug: !form.slug.isEmpty) else {
                form.refuseSlug()
                return try page(form, post)
            }
            return context.redirect(to: saved, .seeOther)
        } catch let conflict as EditConflict {
            return try self.conflict(conflict.stored, form, draft)
        }
    }

    /// - Returns: where to go on; nil where the address is another post's.
    private func save(_ draft: inout PostDraft, over post: StoredPost?, from base: Int, typedSlug: Bool) throws -> String? {
        // Three steps, since no transaction spans both databases. A crash after the first leaves a revision too
        // many, none that is wrong; one after the second leaves the newest revision out, which the first step of
        // the next save makes up for.
        if let post { try context.members.transaction { try context.members.keepRevision(before: post) } }
        var wanted = draft
        let id = try site.transaction { () -> Int? in
            if !typedSlug { wanted.slug = try freeSlug(for: wanted, post) }
            if let other = try site.storedPost(wanted.slug), other.id != post?.id { return nil }
            guard let post else { return try site.add(wanted) }
            try site.update(post.id, wanted, from: base)
            return post.id
        }
        guard let id else { return nil }
        draft = wanted
        try context.members.transaction {
            try context.members.addRevision(wanted, of: id, by: viewer.id, now: context.now)
        }
        let isOut = wanted.state == .published && wanted.publishedAt <= context.now
        return isOut ? "/posts/\(wanted.slug)" : "/write/\(wanted.slug)?saved=1"
    }

    /// An address made from the title, that no post has or had.
    private func freeSlug(for draft: PostDraft, _ post: StoredPost?) throws -> String {
        if let post, draft.title == post.draft.title || post.wasPublic { return post.draft.slug }
        return try Slug.free(Slug.of(draft.title, orElse: draft.kind == .page ? "page" : "post")) { slug in
            if slug == "new" { return true }
            if let other = try site.storedPost(slug) { return other.id != post?.id }
            return try site.hasRedirect(from: "/posts/\(slug)")
        }
    }

    // MARK: Two at the same post

    /// Her version and the one that was saved meanwhile. Where both say the same there is nothing to choose.
    private func conflict(_ stored: StoredPost, _ form: PostForm, _ draft: PostDraft) throws -> Response {
        var form = form
        form.base = stored.draft.updatedAt
        let newest = try context.members.newestRevision(of: stored.id)
        let author = try newest.flatMap { try site.viewer(id: $0.authorID) }
        let changes = TextDiff(from: stored.draft.comparableText, to: draft.comparableText)
        return try context.page(
            .conflict(form, stored, savedBy: author?.byline, changes: changes, viewer: viewer, now: context.now),
            status: .conflict)
    }

    // MARK: Deleting

    private func confirmation(of post: StoredPost) throws -> Response {
        guard post.isDeletable(by: viewer) else { throw Refusal.forbidden(.deleteAnyPost) }
        let revisions = try context.members.revisionCount(of: post.id)
        return try context.page(.deletion(post, revisions: revisions))
    }

    private func delete(_ slug: String) throws -> Response {
        let post = try editable(slug)
        guard post.isDeletable(by: viewer) else { throw Refusal.forbidden(.deleteAnyPost) }
        // A crash between the two leaves revisions of a number that no post will have again.
        _ = try site.transaction { try site.delete(post.id) }
        try context.members.transaction { try context.members.forgetPost(post.id) }
        return context.redirect(to: "/write?deleted=1", .seeOther)
    }

    // MARK: -

    /// The post of that slug, if she may change it. That a draft is there, only its authors are told.
    private func editable(_ slug: String) throws -> StoredPost {
        guard let post = try site.storedPost(slug) else { throw Refusal.notFound }
        guard post.isEditable(by: viewer) else { throw refusal(of: post) }
        return post
    }

    private func refusal(of post: StoredPost) -> Refusal {
        post.draft.state == .published && !post.isScheduled(now: context.now) ? .forbidden(.editAnyPost) : .notFound
    }

    private func page(_ form: PostForm, _ post: StoredPost?) throws -> Response {
        try context.page(
            .editor(form, post, viewer: viewer, note: "", now: context.now), status: .unprocessableContent)
    }

    private func note(on post: StoredPost?) -> HTML {
        guard let post, context.request.query["saved"] != nil else { return "" }
        switch post.draft.state {
        case .published where post.isScheduled(now: context.now):
            return "It is saved, and appears by itself on \(minute: post.draft.publishedAt) (UTC)."
        case .published: return "It is saved and published: <a href=\"/posts/\(post.draft.slug)\">read it</a>."
        case .draft: return "The draft is saved. Only you can see it."
        case .private: return "It is saved. It is private: only you can see it."
        case .trash: return "It is saved. It is in the trash: only you can see it."
        }
    }
}

extension PostForm {
    /// The form with the text of an older revision, where the address asks for it. Nothing changes until it is
    /// saved.
    fileprivate func broughtBack(_ post: StoredPost, _ context: Context) throws -> PostForm {
        guard let number = context.request.query["revision"].flatMap({ Int($0) }),
            let revision = try context.members.revision(number, of: post.id)
        else { return self }
        var form = self
        form.title = revision.title
        form.source = revision.source
        form.tags = revision.tags
        return form
    }
}

extension PostDraft {
    /// What a comparison of two versions goes over.
    var comparableText: String { "\(title)\n\(tagNames)\n\n\(source)" }
}

extension Revision {
    /// As of a post.
    var comparableText: String { "\(title)\n\(tags)\n\n\(source)" }
}
