import CGI
import HTML
import Site
import Web

Route(
    "join", "Sign up: by oneself, by an invitation, or by the link that makes the first owner.",
    methods: [.reading, .post], pool: .slow, cache: .none, reads: [.site, .members], writes: [.site, .members],
    body: 1_048_576, sender: .linkedPage
).run { context in
    let isPost = context.request.method == .post
    switch context.request.segments {
    case []:
        switch try context.site.signUp() {
        case .open: return try isPost ? askToConfirm(context) : context.page(joinPage(JoinForm()))
        case .invited:
            return try context.page(
                Page(title: "Sign up", lede: "You can join by invitation.", "<p>Ask somebody who is a member to invite you.</p>\n"))
        case .closed:
            return try context.page(
                Page(title: "Sign up", lede: "Nobody can sign up at the moment.", "<p>If you have an account, <a href=\"/login\">log in</a>.</p>\n"))
        }
    case ["sent"]:
        return try context.page(
            Page(
                title: "Look into your mail", lede: "We have sent you a link. Follow it to choose a password.",
                "<p>It works for three days. If nothing comes, look where your mail puts spam, or <a href=\"/join\">try once more</a>.</p>\n"))
    case let path where path.count == 1:
        guard let token = Token(path[0]) else { return try context.notFound() }
        return context.withoutReferrer(try LinkedSignUp(context, token).answer(isPost: isPost))
    default:
        return try context.notFound()
    }
}

func joinPage(_ form: JoinForm) -> Page {
    Page(
        title: "Sign up", lede: "Next, you get a mail with a link; there you choose your password.",
        "\(form.html(action: "/join", [.name, .email], button: "Sign up"))<p class=\"note\">You have an account? <a href=\"/login\">Log in</a></p>\n")
}

/// Sends the link with which she goes on. Who has the address already gets another mail, and the page is the same:
/// nobody learns here whether there is an account.
func askToConfirm(_ context: Context) throws -> Response {
    let typed = context.request.form
    var form = JoinForm()
    let name = form.takeName(typed["name"])
    let email = form.takeEmail(typed["email"])
    // The names of members are public.
    if let name, try context.site.userID(name.text) != nil { form.nameError = JoinForm.nameTaken }
    guard let name, let email, !form.hasErrors else { return try context.page(joinPage(form), status: .unprocessableContent) }
    let tries = try context.tries
    guard try tries.count(.mailFromPlace, context.place, now: context.now), try tries.count(.mail, email.text, now: context.now)
    else {
        form.other = "We have sent a few mails already. Look for the last one, or try again in half an hour."
        return try context.page(joinPage(form), retryAfter: 1_800)
    }
    let members = try context.members
    let origin = try context.mailOrigin
    let from = (try context.settings.title, origin)
    let other = try members.member(email).flatMap { try context.site.account($0.userID) }
    try members.transaction {
        // Kept for an address that has an account too, so that both take as long.
        let token = try members.addToken(.confirm, userID: nil, data: "\(name.text) \(email.text)", now: context.now)
        if let other {
            _ = try members.useToken(token)
            try members.add(.alreadyMember(other.shown, from: from), to: email.text, now: context.now)
        } else {
            try members.add(.confirm(name.text, link: "\(origin)/confirm/\(token.text)", from: from), to: email.text, now: context.now)
        }
    }
    return context.redirect(to: "/join/sent", .seeOther)
}
