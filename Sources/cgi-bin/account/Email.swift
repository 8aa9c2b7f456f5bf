import CGI
import HTML
import Site
import Web

extension AccountSettings {
    func email() throws -> Response {
        _ = try context.provenViewer()
        return try context.page(page(member.email ?? ""))
    }

    /// Sends a link to the new address; until it is followed, nothing changes.
    func takeEmail() throws -> Response {
        _ = try context.provenViewer()
        let typed = TypedText(line: context.request.form["email"], limit: EmailAddress.longest)
        guard let email = EmailAddress(typed.text) else {
            return try failed(page(typed.text, error: "This is no address that mail can be sent to. It should look like ann@example.com."))
        }
        if email.text == member.email { return try failed(page(typed.text, error: "This is your address already.")) }
        let tries = try context.tries
        guard try tries.count(.mailFromPlace, context.place, now: context.now), try tries.count(.mail, email.text, now: context.now)
        else {
            return try context.page(
                page(typed.text, error: "A few mails were asked for already. Try again in half an hour."), retryAfter: 1_800)
        }
        let members = try context.members
        let from = try from
        let other = try members.member(email).flatMap { try context.site.account($0.userID) }
        try members.transaction {
            try members.dropTokens(.email, of: viewer.id)
            let token = try members.addToken(.email, userID: viewer.id, data: email.text, now: context.now)
            if let other {
                try members.add(.alreadyMember(other.shown, from: from), to: email.text, now: context.now)
            } else {
                let link = "\(from.address)/confirm/\(token.text)"
                try members.add(.newEmail(account.shown, link: link, from: from), to: email.text, now: context.now)
            }
        }
        return done("email", "sent")
    }

    private func page(_ value: String, error: HTML? = nil) -> Page {
        var form = Form(action: "/account/email")
        form.field(
            "email", "E-mail address", .email, value: value,
            help: "A mail with a link goes to the new address; when you follow it, the address is changed.", error: error,
            limit: EmailAddress.longest, isRequired: true, autocomplete: "email")
        let done = wasDone("A link is on its way to the new address.", "sent") ?? wasDone("Your new address is in force.")
        return Page(account: "E-mail address", lede: "Nobody else sees it.", done: done, form.html("Change the address"))
    }
}
