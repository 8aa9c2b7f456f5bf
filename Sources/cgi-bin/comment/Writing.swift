import CGI
import Site
import Web

/// The form for a new comment, and what becomes of it when it comes back.
func writeComment(on postID: Int, _ context: Context) throws -> Response {
    let viewer = try context.viewer(for: .comment)
    let site = try context.site
    guard let post = try site.postCard(id: postID, now: context.now) else { throw Refusal.notFound }
    let parentID = context.request.query["to"].flatMap { Int($0) }
    let parent = try parentID.flatMap { try site.comment($0, now: context.now) }.flatMap { $0.state == .visible ? $0 : nil }

    let sent = context.request.form
    let text = TypedText(lines: sent["text"], limit: CommentJudge.limit)
    guard post.hasOpenComments else { return try context.page(.commentsClosed(on: post, text: text.text), status: .forbidden) }
    guard context.request.method == .post else {
        if parentID != nil && parent == nil { throw Refusal.notFound }
        return try context.page(.newComment(on: post, answering: parent, CommentForm(since: context.now)))
    }

    let since = sent["since"].flatMap { Int($0) }
    let html = CommentJudge.html(of: text)
    let judge = try CommentJudge(viewer, approved: context.members.approvedComments(of: viewer.id), rules: site.rules())
    do {
        if let fault = judge.fault(in: text, html: html) { throw fault }
        if sent["do"] == "preview" {
            let form = CommentForm(text: text.text, since: since)
            return try context.page(.newComment(on: post, answering: parent, form, preview: html))
        }
        let state = judge.state(of: text, trap: sent["website"] ?? "", seconds: since.map { context.now - $0 })
        let comment = try site.comment(
            text, html: html, by: viewer, on: post, answering: parentID, as: state, now: context.now)
        return try context.show(comment)
    } catch let fault as CommentJudge.Fault {
        let form = CommentForm(text: text.text, since: since, fault: fault)
        let page = Page.newComment(on: post, answering: parent, form)
        return try fault == .tooMany
            ? context.page(page, retryAfter: CommentJudge.rateSeconds) : context.page(page, status: fault.status)
    }
}

extension Context {
    /// To where the comment can be read: by all, or by its author alone.
    func show(_ comment: Comment) throws -> Response {
        guard comment.state == .visible else { return redirect(to: "/comment/held/\(comment.id)", .seeOther) }
        return try redirect(to: address(of: comment), .seeOther)
    }
}
