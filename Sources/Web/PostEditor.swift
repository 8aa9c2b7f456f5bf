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
            guard try context.save(&draft, over: post, from: form.base, by: viewer) != nil else {
                form.refuseSlug()
                return try page(form, post)
            }
            let isOut = draft.state == .published && draft.publishedAt <= context.now
            return context.redirect(to: isOut ? "/posts/\(draft.slug)" : "/write/\(draft.slug)?saved=1", .seeOther)
        } catch let conflict as EditConflict {
            return try self.conflict(conflict.stored, form, draft)
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
        try context.delete(post)
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
