import CGI
import Site
import Web

/// The form that changes one's own comment, and what becomes of it when it comes back.
func editComment(_ id: Int, _ context: Context) throws -> Response {
    let viewer = try context.viewer(for: .editOwnComment)
    let site = try context.site
    let comment = try ownComment(id, of: viewer, context)
    let sent = context.request.form
    let text = TypedText(lines: sent["text"], limit: CommentJudge.limit)
    guard comment.isOpenToEdit(now: context.now) else {
        return try context.page(.editingOver(comment, text: text.text), status: .forbidden)
    }
    guard context.request.method == .post else {
        return try context.page(.editComment(comment, CommentForm(text: comment.source, since: nil), now: context.now))
    }

    let html = CommentJudge.html(of: text)
    let judge = try CommentJudge(viewer, approved: context.members.approvedComments(of: viewer.id), rules: site.rules())
    let fault = comment.state == .held ? judge.fault(in: text, html: html) : judge.fault(inChange: text, html: html)
    if fault != nil || sent["do"] == "preview" {
        let form = CommentForm(text: text.text, since: nil, fault: fault)
        let page = Page.editComment(comment, form, preview: fault == nil ? html : nil, now: context.now)
        return try context.page(page, status: fault?.status ?? .ok)
    }
    if text.text != comment.source {
        let isChanged = try site.transaction {
            try site.edit(comment, html: String(decoding: html, as: UTF8.self), source: text.text, now: context.now)
        }
        if !isChanged { return try context.page(.editingOver(comment, text: text.text), status: .forbidden) }
    }
    return try context.show(comment)
}

/// Asks once, and takes one's own comment back.
func deleteComment(_ id: Int, _ context: Context) throws -> Response {
    let viewer = try context.viewer(for: .deleteOwnComment)
    let site = try context.site
    let comment = try ownComment(id, of: viewer, context)
    guard comment.isOpenToDelete else { throw Refusal.notFound }
    guard context.request.method == .post else { return try context.page(.deleteComment(comment)) }
    // Who pressed the button twice has what she wanted.
    _ = try site.transaction { try site.delete(comment, now: context.now) }
    return context.redirect(to: "/posts/\(comment.post.slug)#comments", .seeOther)
}

/// One's own comment where it waits for a moderator.
func showHeldComment(_ id: Int, _ context: Context) throws -> Response {
    guard let viewer = try context.viewer else { throw Refusal.signInNeeded }
    return try context.page(.heldComment(ownComment(id, of: viewer, context)))
}

/// That others have comments that wait, or are hidden, is told to nobody.
private func ownComment(_ id: Int, of viewer: Viewer, _ context: Context) throws -> Comment {
    guard let comment = try context.site.comment(id, now: context.now), comment.isBy(viewer) else { throw Refusal.notFound }
    return comment
}
