import CGI
import HTML
import Passwords
import Site
import Web

extension AccountSettings {
    func password() throws -> Response {
        try context.page(page())
    }

    /// Changes the password, and ends all other sessions and all access tokens.
    func takePassword() throws -> Response {
        let form = context.request.form
        guard try context.tries.count(.passwordFromPlace, "id \(viewer.id) \(context.place)", now: context.now) else {
            return try context.page(
                page(old: "There were too many tries. Wait a few minutes, then try again."),
                retryAfter: TryLimit.passwordFromPlace.every)
        }
        let words = try context.ownWords(account.name, account.shown, member.email)
        let password = form["new-password"] ?? ""
        let fault = PasswordFault(judging: password, words: words)?.words
        guard let old = member.password, old.matches(form["password"] ?? "") else {
            return try failed(page(old: "That is not your password.", new: fault))
        }
        if let fault { return try failed(page(new: fault)) }
        guard let hash = PasswordHash(of: password) else { return context.failure(.busy) }
        try context.members.transaction {
            try context.members.setPassword(of: viewer.id, hash)
            try context.members.endSessions(of: viewer.id, except: nil)
            try context.members.endAccessTokens(of: viewer.id)
            try context.members.dropTokens(.reset, of: viewer.id)
            try context.members.dropTokens(.totp, of: viewer.id)
            try tell(.password)
            try context.signIn(viewer)
        }
        try context.tries.forget(.passwordFromPlace, "id \(viewer.id) \(context.place)")
        return done("password")
    }

    private func page(old: HTML? = nil, new: HTML? = nil) -> Page {
        var form = Form(action: "/account/password")
        form.field(
            "password", "Password so far", .password, error: old, isRequired: true, autocomplete: "current-password")
        form.addNewPassword(error: new)
        return Page(
            account: "Password", lede: "When you change it, all your other sessions and your access tokens end.",
            done: wasDone("Your new password is in force. All other sessions and your access tokens have ended."), form.html("Change the password"))
    }
}
