import CGI
import HTML
import Site
import Web

extension AccountSettings {
    func invitations() throws -> Response {
        try context.page(page())
    }

    /// Sends an invitation, or takes one back.
    func takeInvitation() throws -> Response {
        let form = context.request.form
        let members = try context.members
        if let id = form["withdraw"] {
            try members.withdrawInvitation(id: TypedText(line: id, limit: 64).text, of: viewer.id)
            return done("invitations", "withdrawn")
        }
        _ = try context.viewer(for: .invite)
        guard try context.site.signUp() != .closed else { return try failed(page(), .forbidden) }
        let typed = TypedText(line: form["email"], limit: EmailAddress.longest)
        guard let email = EmailAddress(typed.text) else {
            return try failed(page(typed.text, error: "This is no address that mail can be sent to. It should look like ann@example.com."))
        }
        let waiting = try members.invitations(of: viewer.id, now: context.now)
        if waiting.contains(where: { $0.email == email.text }) {
            return try failed(page(typed.text, error: "You have invited this address already."))
        }
        if waiting.count >= Invitation.most {
            return try failed(page(typed.text, error: "\(Invitation.most) of your invitations wait to be taken up. Take one back first."))
        }
        let tries = try context.tries
        guard try tries.count(.mailFromPlace, context.place, now: context.now), try tries.count(.mail, email.text, now: context.now)
        else {
            return try context.page(
                page(typed.text, error: "A few mails were asked for already. Try again in half an hour."), retryAfter: 1_800)
        }
        let from = try from
        let other = try members.member(email).flatMap { try context.site.account($0.userID) }
        try members.transaction {
            // Whoever has an account gets another mail; the one who invites learns nothing of it.
            let token = try members.addToken(.invite, userID: viewer.id, data: email.text, now: context.now)
            if let other {
                try members.add(.alreadyMember(other.shown, from: from), to: email.text, now: context.now)
            } else {
                let link = "\(from.address)/join/\(token.text)"
                try members.add(.invitation(from: account.shown, link: link, from: from), to: email.text, now: context.now)
            }
        }
        return done("invitations", "sent")
    }

    private func page(_ value: String = "", error: HTML? = nil) throws -> Page {
        var content = HTML()
        if try context.site.signUp() == .closed {
            content += "<p>Nobody can sign up at the moment, by invitation neither.</p>\n"
        } else if viewer.may(.invite) {
            var form = Form(action: "/account/invitations")
            form.field(
                "email", "E-mail address", .email, value: value, help: "The mail has your name in it. It can be taken up for 30 days.",
                error: error, limit: EmailAddress.longest, isRequired: true)
            content += form.html("Invite")
        }
        let waiting = try context.members.invitations(of: viewer.id, now: context.now)
        if !waiting.isEmpty {
            content += "<section>\n<h2>Not yet taken up</h2>\n<form method=\"post\" action=\"/account/invitations\">\n<ul class=\"posts\">\n"
            for invitation in waiting {
                content += """
                    <li>
                    <h3>\(invitation.email)</h3>
                    <p class="meta field"><span>Sent \(day: invitation.createdAt)</span> <span>Until \(day: invitation.expiresAt)</span></p>
                    <button name="withdraw" value="\(invitation.id)">Take back</button>
                    </li>

                    """
            }
            content += "</ul>\n</form>\n</section>\n"
        }
        content += "<section>\n<h2>Who came by whom</h2>\n\(try tree())</section>\n"
        let done = wasDone("The invitation is on its way.", "sent") ?? wasDone("The invitation was taken back.", "withdrawn")
        return Page(account: "Invitations", lede: "Whom you would like to have here.", done: done, content)
    }

    /// Her inviter, and those who came by her.
    private func tree() throws -> HTML {
        var html = HTML()
        if let inviter = try member.invitedBy.flatMap({ try context.site.account($0) }) {
            html += "<p>\(link(inviter)) invited you.</p>\n"
        }
        let invited = try context.members.invited(by: viewer.id)
        if invited.isEmpty { html += "<p>Nobody has joined by an invitation of yours yet.</p>\n" }
        var depth = 0
        for (index, person) in invited.enumerated() {
            if person.depth > depth {
                html += "<ul>\n"
            } else {
                html += "</li>\n"
                for _ in person.depth..<depth { html += "</ul>\n</li>\n" }
            }
            depth = person.depth
            html += "<li>"
            let joined: HTML? = try context.site.account(person.userID).map { link($0) }
            html += joined ?? "Somebody who has left"
            if index == invited.count - 1 {
                html += "</li>\n</ul>\n"
                for _ in 1..<depth { html += "</li>\n</ul>\n" }
            }
        }
        return html
    }

    private func link(_ account: Account) -> HTML { "<a href=\"/users/\(account.name)\">\(account.shown)</a>" }
}
