import CGI
import Site
import Web

let route = Route(
    "flag", "Tells the moderators of a comment (/flag/comment/ID) or a post (/flag/post/ID).",
    methods: [.reading, .post], cache: .none, reads: [.site, .members], writes: [.members], body: 1_048_576)

route.run { context in
    let viewer = try context.viewer(for: .flag)
    let path = context.request.segments
    guard path.count == 2, let target = Report.Target("\(path[0])/\(path[1])"), let subject = try subject(of: target, context)
    else { return try context.notFound() }
    // Who moderates needs to tell nobody.
    if viewer.may(.seeQueue) { return context.redirect(to: "/moderate/\(target.text)", .seeOther) }
    if subject.isBy(viewer) {
        return try context.page(
            .flagAnswer(title: "This is yours", lede: "What you wrote yourself you can change or delete.", back: subject.address),
            status: context.request.method == .post ? .forbidden : .ok)
    }
    if try context.members.hasFlagged(target, viewer.id) {
        return try context.page(
            .flagAnswer(
                title: "You have flagged this", lede: "Thank you. A moderator looks at it; once from each is enough.",
                back: subject.address))
    }
    guard context.request.method == .post else { return try context.page(.flag(target, title: subject.title)) }

    let sent = context.request.form
    let words = TypedText(lines: sent["words"], limit: Report.limit)
    let reason = sent["reason"].flatMap { Report.Reason(rawValue: $0) }
    guard let reason, !words.isTooLong, reason != .other || !words.isEmpty else {
        return try context.page(
            .flag(
                target, title: subject.title, chosen: reason?.rawValue ?? "", words: words.text,
                error: words.isTooLong
                    ? "These are more than \(Report.limit) characters. Shorten them." : "Say in a few words what is wrong."),
            status: .unprocessableContent)
    }
    _ = try context.members.addFlag(on: target, by: viewer.id, reason: reason, words: words.text, now: context.now)
    return context.redirect(to: "/flag/\(target.text)", .seeOther)
}

/// What can be flagged: what everyone sees.
func subject(of target: Report.Target, _ context: Context) throws -> Subject? {
    switch target {
    case .post(let id):
        return try context.site.postCard(id: id, now: context.now).map {
            Subject(title: $0.title, address: "/posts/\($0.slug)", post: $0, comment: nil)
        }
    case .comment(let id):
        guard let comment = try context.site.comment(id, now: context.now) else { return nil }
        // What waits or is hidden is there for moderators alone.
        if comment.state != .visible, try context.viewer?.may(.seeQueue) != true { return nil }
        return Subject(title: comment.post.title, address: comment.address, post: comment.post, comment: comment)
    }
}

struct Subject {
    let title: String
    let address: String
    let post: PostCard
    let comment: Comment?

    func isBy(_ viewer: Viewer) -> Bool { comment?.isBy(viewer) ?? post.isBy(viewer) }
}
