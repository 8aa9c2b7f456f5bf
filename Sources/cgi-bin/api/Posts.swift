import CGI
import HTML
import JSON
import Site
import Web

extension Operation {
    static let posts: [Operation] = [
        Operation(
            .get, "/v1/posts", "listPosts", "The posts, newest first.",
            parameters: [.pageOfPosts, .limit], answer: .page(of: .postItem)
        ) { call in try call.posts(in: .posts) },
        Operation(
            .post, "/v1/posts", "createPost", "Write a post.", "It is a draft unless `state` says otherwise.",
            need: .scope(.posts),
            body: .json(.newPost, example: #"{"title": "Hello", "source": "Some *words*.", "tags": ["News"], "state": "published"}"#),
            answer: .created(.post), problems: [.conflict]
        ) { call in try call.createPost() },
        Operation(
            .get, "/v1/posts/{slug}", "getPost", "A post or page.",
            "Drafts, and the source of what is published, are shown to a token with the scope `read` or `posts` of whoever may change it.",
            parameters: [.slug], answer: .one(.post)
        ) { call in call.answer(try call.json(call.readablePost())) },
        Operation(
            .patch, "/v1/posts/{slug}", "changePost", "Change a post or page.", "What is not named stays as it is.",
            need: .scope(.posts), parameters: [.slug, .ifMatch],
            body: .json(.postChange, example: #"{"title": "Hello again", "state": "published"}"#),
            answer: .one(.post), problems: [.conflict, .preconditionRequired]
        ) { call in try call.changePost() },
        Operation(
            .delete, "/v1/posts/{slug}", "deletePost", "Delete a post or page for good, with its comments.",
            need: .scope(.posts), parameters: [.slug, .ifMatch], answer: .nothing, problems: [.preconditionRequired]
        ) { call in try call.deletePost() },
    ]
}

extension Call {
    /// A page of a list of posts.
    func posts(in listing: Listing) throws -> Response {
        var items = JSON()
        let links = try site.posts(
            in: listing, before: text("before").flatMap { PageKey($0) }, now: now, limit: limit
        ) { post in items.add(post, origin: context.origin) }
        return page(items, next: links.older.map { ("before", $0.text) })
    }

    /// The post that the path names, if the reader may see it.
    func readablePost() throws -> StoredPost {
        guard let post = try site.storedPost(slug) else { throw Problem.nothingHere }
        let isOut = post.draft.state == .published && !post.isScheduled(now: now)
        if !isOut && !showsSource(of: post) { throw Problem.nothingHere }
        return post
    }

    private func showsSource(of post: StoredPost) -> Bool {
        guard let holder, has(.read) || has(.posts) else { return false }
        return post.isEditable(by: holder)
    }

    func json(_ post: StoredPost) -> JSON {
        let (draft, isOpen) = (post.draft, showsSource(of: post))
        var json = JSON()
        json.object { json in
            json.member("id", post.id)
            json.member("slug", draft.slug)
            json.member("url", "\(context.origin)/posts/\(draft.slug)")
            json.member("kind", draft.kind.rawValue)
            json.member("state", draft.state.rawValue)
            json.member("title", draft.title)
            json.member("excerpt", draft.excerpt)
            json.member("image") { if draft.image.isEmpty { $0.null() } else { $0.string(draft.image) } }
            json.member("html") { if draft.isProtected && !isOpen { $0.null() } else { $0.string(draft.html) } }
            if isOpen {
                json.member("source", draft.source)
                json.member("format", draft.format.rawValue)
            }
            json.member("authors") { $0.array { list in for author in draft.authors { list.byline(author) } } }
            json.member("tags") { json in
                json.array { list in
                    for tag in draft.tags {
                        list.object {
                            $0.member("slug", tag.slug)
                            $0.member("name", tag.name)
                        }
                    }
                }
            }
            json.member("published_at", moment: draft.publishedAt)
            json.member("updated_at") { $0.string(.moment(draft.updatedAt)) }
            json.member("pinned", draft.isPinned)
            json.member("unlisted", draft.isUnlisted)
            json.member("protected", draft.isProtected)
            json.member("comments_open", draft.hasOpenComments)
        }
        return json
    }

    fileprivate func createPost() throws -> Response {
        let viewer = try context.viewer(for: .writePost)
        let post = try save(over: nil, by: viewer)
        return created(json(post), at: "posts/\(post.draft.slug)")
    }

    fileprivate func changePost() throws -> Response {
        let viewer = try context.viewer(for: .writePost)
        let post = try readablePost()
        guard post.isEditable(by: viewer) else { throw Refusal.forbidden(.editAnyPost) }
        try check(answer(json(post)), isNeeded: true)
        return answer(json(try save(over: post, by: viewer)))
    }

    fileprivate func deletePost() throws -> Response {
        let viewer = try context.viewer(for: .deleteOwnPost)
        let post = try readablePost()
        guard post.isDeletable(by: viewer) else { throw Refusal.forbidden(.deleteAnyPost) }
        try check(answer(json(post)), isNeeded: true)
        try context.delete(post)
        return Response(.noContent)
    }

    /// Keeps what was sent, as the editor would.
    private func save(over post: StoredPost?, by viewer: Viewer) throws -> StoredPost {
        let arranges = body["pinned"]?.bool.map { $0 != post?.draft.isPinned ?? false } ?? false
            || body["kind"]?.string.map { $0 != (post?.draft.kind ?? .post).rawValue } ?? false
        if arranges && !viewer.may(.arrangePosts) { throw Refusal.forbidden(.arrangePosts) }
        var form = PostForm(body, over: post)
        let intent: PostForm.Intent = switch body["state"]?.string {
        case "published": .publish
        case "draft": .draft
        default: .save
        }
        var draft = try form.draft(over: post, intent: intent, by: viewer, site: site, now: now)
        if let text = body["published_at"]?.string, let moment = CivilTime.seconds(rfc3339: text) { draft.publishedAt = moment }
        if form.hasErrors {
            var problem = Problem(.unprocessableContent, "It can't be kept like this. Nothing was changed.")
            problem.faults = form.faults
            throw problem
        }
        do {
            guard let id = try context.save(&draft, over: post, from: form.base, by: viewer),
                let saved = try site.storedPost(id: id)
            else { throw Problem(.conflict, "Another post has this address. Choose another slug.") }
            return saved
        } catch is EditConflict {
            throw Problem(.preconditionFailed, "Somebody has changed it just now. Read it again, and make your change anew.")
        }
    }
}

extension JSON {
    /// A post of a list.
    mutating func add(_ post: PostRow, origin: String) {
        object { json in
            json.member("id", post.id)
            json.member("slug", post.slug)
            json.member("url", "\(origin)/posts/\(post.slugText)")
            json.member("kind", post.isPage ? "page" : "post")
            json.member("state", "published")
            json.member("title", post.title)
            json.member("excerpt", post.excerpt)
            json.member("authors") { $0.array { list in post.authors { list.byline($0, $1) } } }
            json.member("tags") { $0.array { list in post.tags { list.tag($0, $1) } } }
            json.member("published_at", moment: post.publishedAt)
            json.member("updated_at") { $0.string(.moment(post.updatedAt)) }
            json.member("pinned", post.isPinned)
            json.member("protected", post.isProtected)
            json.member("comments", post.commentCount)
        }
    }
}
