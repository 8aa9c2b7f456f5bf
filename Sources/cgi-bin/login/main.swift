import CGI
import Site
import Web

Route(
    "login", "Logs in, asks for the password again, and gives back what was sent when the session had ended.",
    methods: [.reading, .post], pool: .slow, cache: .none, reads: [.site, .members], writes: .members, body: 1_048_576
).run { context in
    let form = context.request.form
    let isPost = context.request.method == .post
    switch context.request.segments {
    case []:
        let login = LogIn(context)
        if isPost { return try form["step"] == nil ? login.takePassword(form) : login.takeCode(form) }
        return try login.start()
    case ["kept"]:
        guard try context.viewer != nil else { throw Refusal.signInNeeded }
        if isPost, let token = form["drop"].flatMap({ Token($0) }) {
            try context.dropPending(token)
            return context.redirect(to: "/login/kept", .seeOther)
        }
        let kept = try context.pendingForms()
        return kept.isEmpty ? context.redirect(to: "/", .seeOther) : try context.page(.kept(kept))
    default:
        return try context.notFound()
    }
}
