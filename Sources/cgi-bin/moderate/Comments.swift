import CGI
import Site
import Web

/// A comment whatever its state, and what is done with it.
///
/// `site.db` first: a crash between the two leaves flags open on what is hidden, or a member's comment uncounted.
func moderateComment(_ id: String, by moderator: Viewer, _ context: Context) throws -> Response {
    let (site, members) = try (context.site, context.members)
    guard let id = Int(id), let comment = try site.comment(id, now: context.now) else { return try context.notFound() }
    let target = Report.Target.comment(id)
    guard context.request.method == .post else {
        return try context.page(.moderate(comment, flags: context.flags(on: target)))
    }

    let act = context.request.form["do"] ?? ""
    let (reason, wrong) = context.reason(isNeeded: act == "hide")
    if let wrong {
        return try context.page(
            .moderate(comment, flags: context.flags(on: target), wrong), status: .unprocessableContent)
    }
    switch act {
    case "approve":
        _ = try context.viewer(for: .approveComment)
        if try site.approve(comment, by: moderator, now: context.now), let authorID = comment.authorID {
            try members.countApprovedComment(of: authorID)
        }
    case "hide":
        _ = try context.viewer(for: .hideComment)
        if try site.hide(comment, by: moderator, reason: reason, now: context.now) {
            try members.closeFlags(on: target, now: context.now)
        }
    case "restore":
        _ = try context.viewer(for: .restoreComment)
        _ = try site.restore(comment, by: moderator, reason: reason, now: context.now)
    case "close":
        try members.closeFlags(on: target, now: context.now)
    default:
        return context.failure(.badRequest)
    }
    return context.redirect(
        to: context.request.form["from"] == "queue" ? "/moderate" : "/moderate/comment/\(id)", .seeOther)
}

/// A post's thread, and whether it takes comments.
func moderatePost(_ id: String, by moderator: Viewer, _ context: Context) throws -> Response {
    let (site, members) = try (context.site, context.members)
    guard let id = Int(id), let post = try site.postCard(id: id, now: context.now) else { return try context.notFound() }
    let target = Report.Target.post(id)
    guard context.request.method == .post else {
        return try context.page(.moderate(post, flags: context.flags(on: target)))
    }

    let act = context.request.form["do"] ?? ""
    let (reason, wrong) = context.reason(isNeeded: act == "lock")
    if let wrong {
        return try context.page(.moderate(post, flags: context.flags(on: target), wrong), status: .unprocessableContent)
    }
    switch act {
    case "lock", "unlock":
        _ = try context.viewer(for: .lockThread)
        _ = try site.setComments(open: act == "unlock", on: post, by: moderator, reason: reason, now: context.now)
    case "close":
        try members.closeFlags(on: target, now: context.now)
    default:
        return context.failure(.badRequest)
    }
    return context.redirect(to: "/moderate/post/\(id)", .seeOther)
}
