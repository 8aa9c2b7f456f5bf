import CGI
import JSON
import Site
import Web

extension Operation {
    static let comments: [Operation] = [
        Operation(
            .get, "/v1/posts/{slug}/comments", "listComments", "The comments on a post, in the order of its threads.",
            "Those that wait for a moderator are left out.",
            parameters: [.slug, .after("Goes on after this comment.", .id), .limit], answer: .page(of: .comment)
        ) { call in try call.listComments() },
        Operation(
            .post, "/v1/posts/{slug}/comments", "createComment", "Comment on a post.",
            "The first comments of a new member wait for a moderator. The same words again are the comment that is there already.",
            need: .scope(.comments), parameters: [.slug], body: .json(.newComment, example: #"{"text": "I think so too."}"#),
            answer: .created(.comment), problems: [.conflict, .tooManyRequests]
        ) { call in try call.createComment() },
        Operation(
            .get, "/v1/comments/{id}", "getComment", "A comment.",
            "One that waits is shown to a token with the scope `read` or `comments` of its author.",
            parameters: [.id("The comment’s number.")], answer: .one(.comment)
        ) { call in call.answer(call.json(try call.readableComment())) },
        Operation(
            .patch, "/v1/comments/{id}", "changeComment", "Change a comment of one’s own.",
            "For 30 minutes. Send the `ETag` that you have read as `If-Match`, if somebody else may be at it.",
            need: .scope(.comments), parameters: [.id("The comment’s number.")],
            body: .json(.commentChange, example: #"{"text": "I thought so too."}"#),
            answer: .one(.comment), problems: [.conflict]
        ) { call in try call.changeComment() },
        Operation(
            .delete, "/v1/comments/{id}", "deleteComment", "Take back a comment of one’s own.",
            "Where it was answered, its place stays in the thread.",
            need: .scope(.comments), parameters: [.id("The comment’s number.")], answer: .nothing
        ) { call in try call.deleteComment() },
    ]
}

extension Call {
    fileprivate func listComments() throws -> Response {
        guard let post = try commentedPost() else { return page(JSON(), next: nil) }
        var items = JSON()
        let next = try site.comments(on: post.id, after: int("after"), limit: limit) { comment in
            items.add(comment, on: post, origin: context.origin)
        }
        return page(items, next: next.map { ("after", String($0)) })
    }

    /// The post that the path names; nil where it is one that nobody comments on: a draft, or behind a password.
    private func commentedPost() throws -> PostCard? {
        try site.postCard(id: readablePost().id, now: now)
    }

    fileprivate func readableComment() throws -> Comment {
        guard let comment = try site.comment(id, now: now) else { throw Problem.nothingHere }
        if comment.state == .held && !showsSource(of: comment) { throw Problem.nothingHere }
        return comment
    }

    private func showsSource(of comment: Comment) -> Bool {
        guard let holder, has(.read) || has(.comments) else { return false }
        return comment.isBy(holder) && comment.isOpenToDelete
    }

    fileprivate func json(_ comment: Comment) -> JSON {
        let isThere = comment.state == .visible || comment.state == .held
        var json = JSON()
        json.object { json in
            json.member("id", comment.id)
            json.member("post", comment.post.id)
            json.member("url", context.origin + comment.address)
            json.member("parent", comment.parentID)
            json.member("state", comment.state.rawValue)
            json.member("author") { if isThere { $0.byline(comment.author) } else { $0.null() } }
            json.member("html", isThere ? String(decoding: comment.html, as: UTF8.self) : "")
            if showsSource(of: comment) { json.member("source", comment.source) }
            json.member("created_at") { $0.string(.moment(comment.createdAt)) }
            json.member("edited", comment.editedAt != nil)
        }
        return json
    }

    fileprivate func createComment() throws -> Response {
        let viewer = try context.viewer(for: .comment)
        guard let post = try commentedPost() else {
            throw Problem(.conflict, "Only what everyone can read can be commented on.")
        }
        guard post.hasOpenComments else { throw Problem(.conflict, "Comments on this post are closed.") }
        let text = typed
        let html = CommentJudge.html(of: text)
        let judge = try CommentJudge(viewer, approved: members.approvedComments(of: viewer.id), rules: site.rules())
        do throws(CommentJudge.Fault) {
            if let fault = judge.fault(in: text, html: html) { throw fault }
        } catch { throw problem(error) }
        do {
            let comment = try site.comment(
                text, html: html, by: viewer, on: post, answering: body["parent"]?.int,
                as: judge.state(of: text, trap: "", seconds: nil), now: now)
            return created(json(comment), at: "comments/\(comment.id)")
        } catch let fault as CommentJudge.Fault {
            throw problem(fault)
        }
    }

    fileprivate func changeComment() throws -> Response {
        let viewer = try context.viewer(for: .editOwnComment)
        let comment = try ownComment(of: viewer)
        guard comment.isOpenToEdit(now: now) else {
            throw Problem(.conflict, "A comment can be changed for \(Comment.editWindow / 60) minutes, and this one is older.")
        }
        let text = typed
        let html = CommentJudge.html(of: text)
        let judge = try CommentJudge(viewer, approved: members.approvedComments(of: viewer.id), rules: site.rules())
        if let fault = comment.state == .held ? judge.fault(in: text, html: html) : judge.fault(inChange: text, html: html) {
            throw problem(fault)
        }
        return try site.transaction {
            let comment = try ownComment(of: viewer)
            try check(answer(json(comment)), isNeeded: false)
            if text.text != comment.source {
                guard try site.edit(comment, html: String(decoding: html, as: UTF8.self), source: text.text, now: now) else {
                    throw Problem(.conflict, "The comment is not open to changes any more.")
                }
            }
            return answer(json(try ownComment(of: viewer)))
        }
    }

    fileprivate func deleteComment() throws -> Response {
        let viewer = try context.viewer(for: .deleteOwnComment)
        try site.transaction {
            let comment = try ownComment(of: viewer)
            try check(answer(json(comment)), isNeeded: false)
            _ = try site.delete(comment, now: now)
        }
        return Response(.noContent)
    }

    /// The comment that the path names. That others have comments that wait, or are hidden, is told to nobody.
    private func ownComment(of viewer: Viewer) throws -> Comment {
        guard let comment = try site.comment(id, now: now), comment.isBy(viewer), comment.isOpenToDelete else {
            throw Problem.nothingHere
        }
        return comment
    }

    /// The limit that the table has counts code points, each of which may be two of what forms count.
    private var typed: TypedText { TypedText(lines: body["text"]?.string, limit: 2 * CommentJudge.limit) }

    private func problem(_ fault: CommentJudge.Fault) -> Problem {
        var problem = Problem(fault.status, "The comment is not there yet.")
        problem.faults = [Problem.Fault(at: fault == .parentGone ? "/parent" : "/text", fault.words)]
        if fault == .tooMany { problem.retryAfter = CommentJudge.rateSeconds }
        return problem
    }
}

extension JSON {
    fileprivate mutating func add(_ comment: CommentRow, on post: PostCard, origin: String) {
        let isThere = comment.state == .visible
        object { json in
            json.member("id", comment.id)
            json.member("post", post.id)
            json.member("url", origin + Comment.address(comment.id))
            json.member("parent", comment.parentID)
            json.member("state", comment.state.rawValue)
            json.member("author") { json in
                if isThere { comment.author { json.byline($0, $1) } } else { json.null() }
            }
            json.member("html") { json in if isThere { json.string(comment.html) } else { json.string("") } }
            json.member("created_at") { $0.string(.moment(comment.createdAt)) }
            json.member("edited", comment.isEdited)
        }
    }
}
