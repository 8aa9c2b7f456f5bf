import CGI
import Site
import Web

let route = Route(
    "moderate", "What waits for moderators; /moderate/comment/ID, /moderate/post/ID, /moderate/user/NAME.",
    methods: [.reading, .post], cache: .none, reads: [.site, .members], writes: [.site, .members], body: 1_048_576)

route.run { context in
    let moderator = try context.viewer(for: .seeQueue)
    let path = context.request.segments
    if path.isEmpty { return try queue(context) }
    guard path.count == 2 else { return try context.notFound() }
    switch path[0] {
    case "comment": return try moderateComment(path[1], by: moderator, context)
    case "post": return try moderatePost(path[1], by: moderator, context)
    case "user": return try moderateUser(path[1], by: moderator, context)
    default: return try context.notFound()
    }
}

func queue(_ context: Context) throws -> Response {
    let (site, members) = try (context.site, context.members)
    var page = QueuePage()
    let after = context.request.query["after"].flatMap { Int($0) } ?? 0
    let held = try site.heldComments(after: after, now: context.now, limit: 50)
    for comment in held { page.add(held: comment) }
    for flag in try members.openFlags(limit: 100) {
        // What was deleted since then needs nobody any more.
        guard let title = try title(of: flag.target, context) else { continue }
        try page.add(flag, title: title, by: nameOf(flag.userID, context))
    }
    var hidden: Set<String> = []
    for act in try site.acts(limit: 50).acts where act.act == "hide" && hidden.insert(act.target).inserted {
        // What was restored since then is hidden no more.
        guard let id = Comment.id(at: act.target), try site.comment(id, now: context.now)?.state == .hidden else { continue }
        page.add(hidden: act)
    }
    return try context.page(page.finished(next: held.count == 50 ? held.last?.id : nil))
}

func title(of target: Report.Target, _ context: Context) throws -> String? {
    switch target {
    case .post(let id): try context.site.postCard(id: id, now: context.now)?.title
    case .comment(let id): try context.site.comment(id, now: context.now)?.post.title
    }
}

func nameOf(_ userID: Int, _ context: Context) throws -> String {
    try context.site.viewer(id: userID)?.name ?? "somebody"
}

extension Context {
    /// The reason that a moderator gives, and what is wrong with it.
    func reason(isNeeded: Bool) -> (text: String, words: ModeratorWords?) {
        let typed = TypedText(line: request.form["reason"], limit: LoggedAct.reasonLimit)
        if typed.isTooLong {
            return (typed.text, ModeratorWords(typed.text, error: "This is more than \(LoggedAct.reasonLimit) characters. Shorten it."))
        }
        if typed.isEmpty && isNeeded { return ("", ModeratorWords("", error: "Give a reason; everyone can read it in the log.")) }
        return (typed.text, nil)
    }

    func flags(on target: Report.Target) throws -> [(flag: Report, name: String)] {
        try members.openFlags(on: target).map { try ($0, nameOf($0.userID, self)) }
    }
}
