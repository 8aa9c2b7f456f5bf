import CGI
import HTML
import Site
import Web

// GET only shows what the link is good for: programs that look into mail follow links too.
Route(
    "confirm", "Where links in mail lead: finishes signing up, confirms a new address.",
    methods: [.reading, .post], pool: .slow, cache: .none, reads: [.site, .members], writes: [.site, .members],
    body: 1_048_576, sender: .linkedPage
).run { context in
    guard let token = context.segment.flatMap({ Token($0) }) else { return try context.notFound() }
    let members = try context.members
    let isPost = context.request.method == .post
    if let found = try members.token(token, .confirm, now: context.now) {
        let signUp = NewMember(context, token, data: found.data)
        return context.withoutReferrer(try isPost ? signUp.take() : signUp.start())
    }
    if let found = try members.token(token, .email, now: context.now), let userID = found.userID,
        let email = EmailAddress(found.data), let viewer = try context.site.viewer(id: userID)
    {
        return context.withoutReferrer(try isPost ? change(viewer, to: email, token, context) : ask(email, token, context))
    }
    let advice: HTML = "If you were signing up, <a href=\"/join\">do so once more</a>. If you have an account, <a href=\"/login\">log in</a>."
    return context.withoutReferrer(try context.page(.deadLink(advice), status: .gone))
}

func ask(_ email: EmailAddress, _ token: Token, _ context: Context) throws -> Response {
    let form = Form(action: "/confirm/\(token.text)")
    return try context.page(Page(title: "Your new address", lede: "From now on, mail goes to \(email.text).", form.html("Confirm")))
}

func change(_ viewer: Viewer, to email: EmailAddress, _ token: Token, _ context: Context) throws -> Response {
    let members = try context.members
    let old = try members.member(viewer.id)?.email
    let from = (try context.settings.title, try context.mailOrigin)
    let isChanged = try members.transaction {
        guard try members.useToken(token), try members.setEmail(of: viewer.id, email) else { return false }
        // A link that went to the old address must not open the account any more.
        try members.dropTokens(.reset, of: viewer.id)
        if let old, old != email.text {
            try members.add(.changed(.email(new: email.text), viewer.shown, from: from), to: old, now: context.now)
        }
        return true
    }
    guard isChanged else {
        return try context.page(.deadLink("See <a href=\"/account/email\">your address</a> as it is now."), status: .gone)
    }
    return context.redirect(to: "/account/email?done=1", .seeOther)
}
