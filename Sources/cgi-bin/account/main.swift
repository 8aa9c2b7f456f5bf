import Site
import Web

Route(
    "account", "One's own account: profile, password, address, sessions, second factor, access tokens, mail, invitations.",
    methods: [.reading, .post], pool: .slow, cache: .none, reads: [.site, .members], writes: [.site, .members],
    tools: .qrencode, body: 1_048_576
).run { context in
    guard let viewer = try context.viewer, let account = try context.site.account(viewer.id),
        let member = try context.members.member(viewer.id)
    else { throw Refusal.signInNeeded }
    let settings = AccountSettings(context, viewer, account, member)
    let isPost = context.request.method == .post
    switch context.request.segments {
    case []:
        let sessions = try context.members.sessions(of: viewer.id, now: context.now).count
        return try context.page(
            .account(
                account, member, sessions: sessions, codes: try context.members.recoveryCodeCount(of: viewer.id),
                tokens: try context.members.accessTokens(of: viewer.id, now: context.now).count))
    case ["profile"]: return try isPost ? settings.takeProfile() : settings.profile()
    case ["password"]: return try isPost ? settings.takePassword() : settings.password()
    case ["email"]: return try isPost ? settings.takeEmail() : settings.email()
    case ["sessions"]: return try isPost ? settings.endSession() : settings.sessions()
    case ["two-factor"]: return try isPost ? settings.takeFactor() : settings.factor()
    case ["tokens"]: return try isPost ? settings.takeToken() : settings.tokens()
    case ["mail"]: return try isPost ? settings.takeMail() : settings.mail()
    case ["invitations"]: return try isPost ? settings.takeInvitation() : settings.invitations()
    default: return try context.notFound()
    }
}
