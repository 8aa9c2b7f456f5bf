import CGI
import HTML
import Site
import Web

/// Logging in: a password, then a code where the account asks for one, then a new session.
///
/// Nothing here tells whether there is an account: the words are the same, and a password is hashed for each try.
struct LogIn {
    private let context: Context
    /// Where she goes on to.
    private let next: String?
    /// Whose password is asked for again; nil where nobody is logged in.
    private let known: Viewer?

    init(_ context: Context) {
        self.context = context
        let form = context.request.form
        let query = context.request.query
        next = context.localPath(form["next"] ?? query["next"])
        known = (form["proof"] ?? query["proof"]) == nil ? nil : (try? context.viewer) ?? nil
    }

    /// The form, unless she is logged in.
    func start() throws -> Response {
        if known == nil, try context.viewer != nil { return context.redirect(to: next ?? "/", .seeOther) }
        return try context.page(page())
    }

    func takePassword(_ form: Query) throws -> Response {
        let typed = TypedText(line: form["name"], limit: EmailAddress.longest)
        let password = form["password"] ?? ""
        var errors = LogInErrors()
        if known == nil && typed.isEmpty { errors.name = "Give your name or your e-mail address." }
        if known == nil && typed.isTooLong { errors.name = "No name and no e-mail address is that long." }
        if password.isEmpty { errors.password = "Give your password." }
        guard errors.isEmpty else { return try context.page(page(typed.text, errors), status: .unprocessableContent) }

        let member = try known.map { try context.members.member($0.id) } ?? member(typed.text)
        let key = member.map { "id \($0.userID)" } ?? typed.text.lowercased()
        let tries = try context.tries
        guard try tries.count(.place, context.place, now: context.now),
            try tries.count(.passwordFromPlace, "\(key) \(context.place)", now: context.now),
            try tries.count(.password, key, now: context.now)
        else { return try context.page(page(typed.text, .tooMany), retryAfter: TryLimit.passwordFromPlace.every) }

        let hash = member?.password ?? .ofNobody
        let isRight = hash.matches(password)
        guard isRight, let member else {
            return try context.page(page(typed.text, .wrong(isKnown: known != nil)), status: .unprocessableContent)
        }
        // Whoever knows the password may be told.
        guard let viewer = try context.site.viewer(id: member.userID) else {
            return try context.page(page(typed.text, .disabled), status: .forbidden)
        }
        try tries.forget(.passwordFromPlace, "\(key) \(context.place)")
        try tries.forget(.password, key)
        if hash.isOutdated, let raised = PasswordHash(of: password) {
            try context.members.raisePassword(of: member.userID, from: hash, to: raised)
        }
        if member.oneTimePassword != nil {
            let step = try context.members.addToken(.totp, userID: member.userID, now: context.now)
            return try context.page(.code(step: step, next: next))
        }
        try context.members.transaction { try begin(viewer) }
        return goOn()
    }

    func takeCode(_ form: Query) throws -> Response {
        let members = try context.members
        guard let step = form["step"].flatMap({ Token($0) }),
            let userID = try members.token(step, .totp, now: context.now)?.userID,
            let member = try members.member(userID), let viewer = try context.site.viewer(id: userID)
        else { return try context.page(page("", .tooLate), status: .unprocessableContent) }
        let code = TypedText(line: form["code"], limit: 100).text
        guard !code.isEmpty else {
            return try context.page(.code(step: step, next: next, error: "Give the code."), status: .unprocessableContent)
        }
        guard try context.tries.count(.code, "\(userID)", now: context.now) else {
            let page = Page.code(step: step, next: next, error: "Too many codes were tried. Wait five minutes, then try again.")
            return try context.page(page, retryAfter: TryLimit.code.every)
        }
        let isRight = try members.transaction {
            guard try members.takeCode(code, of: member, now: context.now), try members.useToken(step) else { return false }
            if RecoveryCode(code) != nil, let email = member.email {
                let change = AccountMail.Change.recoveryCodeUsed(left: try members.recoveryCodeCount(of: userID))
                try members.add(.changed(change, viewer.shown, from: try from), to: email, now: context.now)
            }
            try begin(viewer)
            return true
        }
        guard isRight else {
            let words: HTML = "That code is not right, or was used already. Wait for the next one and try it."
            return try context.page(.code(step: step, next: next, error: words), status: .unprocessableContent)
        }
        try context.tries.forget(.code, "\(userID)")
        return goOn()
    }

    private var from: AccountMail.From { get throws { (try context.settings.title, try context.mailOrigin) } }

    /// By address or by name, whichever was typed.
    private func member(_ typed: String) throws -> Member? {
        if let email = EmailAddress(typed) { return try context.members.member(email) }
        return try UserName(typed).flatMap { try context.site.userID($0.text) }.flatMap { try context.members.member($0) }
    }

    private func begin(_ viewer: Viewer) throws {
        try context.members.forgetExpired(of: viewer.id, now: context.now)
        try context.signIn(viewer)
    }

    private func goOn() -> Response {
        context.redirect(to: context.pendingTokens.isEmpty ? next ?? "/" : "/login/kept", .seeOther)
    }

    private func page(_ name: String = "", _ errors: LogInErrors = LogInErrors()) throws -> Page {
        let note: HTML = context.request.query["done"] == "reset" ? "Your new password is in force. Log in with it." : ""
        return .login(
            name: name, next: next, known: known, errors: errors, note: note, keeps: !context.pendingTokens.isEmpty,
            mayJoin: try context.site.signUp() == .open)
    }
}
