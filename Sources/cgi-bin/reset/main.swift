import CGI
import HTML
import Passwords
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
        return try context.page(resetPage(form), status: .tooManyRequests)
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

/// Whose link it is; nil where it is good no more.
func owner(of token: Token, _ context: Context) throws -> (account: Account, member: Member)? {
    guard let userID = try context.members.token(token, .reset, now: context.now)?.userID,
        let account = try context.site.account(userID), account.state == .active || account.state == .imported,
        let member = try context.members.member(userID)
    else { return nil }
    return (account, member)
}

func start(_ token: Token, _ context: Context, error: HTML? = nil) throws -> Response {
    guard let owner = try owner(of: token, context) else {
        return try context.page(.deadLink("Ask for <a href=\"/reset\">a new one</a>."), status: .gone)
    }
    var form = Form(action: "/reset/\(token.text)")
    form.addNewPassword(error: error)
    let account = owner.account
    let whose: HTML = account.shown == account.name ? "\(account.name)" : "\(account.shown) (\(account.name))"
    let page = Page(
        title: "A new password", lede: "For \(whose). All sessions end when you change it.",
        form.html("Change the password"))
    return try context.page(page, status: error == nil ? .ok : .unprocessableContent)
}

/// Changes the password. It logs nobody in: whoever has a second factor is asked for it as ever.
func take(_ token: Token, _ context: Context) throws -> Response {
    guard let owner = try owner(of: token, context) else { return try start(token, context) }
    let password = context.request.form["new-password"] ?? ""
    let words = try context.ownWords(owner.account.name, owner.account.shown, owner.member.email)
    if let error = PasswordFault(judging: password, words: words)?.words { return try start(token, context, error: error) }
    guard try context.tries.count(.place, context.place, now: context.now), let hash = PasswordHash(of: password) else {
        return try start(token, context, error: "The server is busy just now. Try again in a minute.")
    }
    // First: after a crash, an account without a password that counts as claimed lets nobody in, and the link works still.
    if owner.account.state == .imported { try context.site.setState(of: owner.account.id, .active) }
    let members = try context.members
    let from = (try context.settings.title, try context.mailOrigin)
    try members.transaction {
        guard try members.useToken(token) else { return }
        try members.setPassword(of: owner.account.id, hash)
        try members.dropTokens(.reset, of: owner.account.id)
        try members.dropTokens(.totp, of: owner.account.id)
        try members.endSessions(of: owner.account.id, except: nil)
        if let email = owner.member.email {
            try members.add(.changed(.password, owner.account.shown, from: from), to: email, now: context.now)
        }
    }
    return context.redirect(to: "/login?done=reset", .seeOther)
}
