import CGI
import HTML
import Site
import Web

Route(
    "reset", "A forgotten password: asks for the address, and takes a new one by the link that was sent there.",
    methods: [.reading, .post], pool: .slow, cache: .none, reads: [.site, .members], writes: [.site, .members],
    body: 1_048_576, sender: .linkedPage
).run { context in
    let isPost = context.request.method == .post
    switch context.request.segments {
    case []:
        return try isPost ? send(context) : context.page(resetPage(JoinForm()))
    case ["sent"]:
        return try context.page(
            Page(
                title: "Look into your mail", lede: "If there is an account with this address, a link is on its way to it.",
                "<p>It works once, until tomorrow. If nothing comes, look where your mail puts spam, or whether you signed up with another address.</p>\n"))
    case let path where path.count == 1:
        guard let token = Token(path[0]) else { return try context.notFound() }
        return context.withoutReferrer(try isPost ? take(token, context) : start(token, context))
    default:
        return try context.notFound()
    }
}

func resetPage(_ form: JoinForm) -> Page {
    Page(
        title: "Forgotten password", lede: "Give the address that you signed up with. You get a mail with a link to choose a new one.",
        form.html(action: "/reset", [.email], button: "Send the link"))
}

func send(_ context: Context) throws -> Response {
    var form = JoinForm()
    guard let email = form.takeEmail(context.request.form["email"]) else {
        return try context.page(resetPage(form), status: .unprocessableContent)
    }
    let tries = try context.tries
    guard try tries.count(.mailFromPlace, context.place, now: context.now), try tries.count(.mail, email.text, now: context.now)
    else {
        form.other = "A few mails were asked for already. Look for the last one, or try again in half an hour."
        return try context.page(resetPage(form), retryAfter: 1_800)
    }
    let members = try context.members
    let origin = try context.mailOrigin
    let from = (try context.settings.title, origin)
    let member = try members.member(email)
    let account = try context.site.account(member?.userID ?? 0)
    let isOpen = account?.state == .active || account?.state == .imported
    try members.transaction {
        // The same is written where there is no account, so that it takes as long; that token opens nothing.
        let token = try members.addToken(.reset, userID: isOpen ? member?.userID : nil, now: context.now)
        let mail = AccountMail.reset(account?.shown ?? "", link: "\(origin)/reset/\(token.text)", from: from)
        if isOpen {
            try members.add(mail, to: email.text, now: context.now)
        } else {
            _ = try members.useToken(token)
        }
    }
    return context.redirect(to: "/reset/sent", .seeOther)
}
