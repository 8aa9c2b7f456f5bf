// The second half: what the link that was sent leads to.

import CGI
import HTML
import Passwords
import Site
import Web

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
        title: "A new password", lede: "For \(whose). All sessions and access tokens end when you change it.",
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
        try members.endAccessTokens(of: owner.account.id)
        if let email = owner.member.email {
            try members.add(.changed(.password, owner.account.shown, from: from), to: email, now: context.now)
        }
    }
    return context.redirect(to: "/login?done=reset", .seeOther)
}
