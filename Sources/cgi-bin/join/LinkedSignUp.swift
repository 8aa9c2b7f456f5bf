import CGI
import HTML
import Passwords
import Site
import Web

/// Signing up by a link that shows already who she is: an invitation, which came to her address, or the link that
/// makes the first owner, which came to the terminal.
struct LinkedSignUp {
    private let context: Context
    private let token: Token

    init(_ context: Context, _ token: Token) {
        self.context = context
        self.token = token
    }

    func answer(isPost: Bool) throws -> Response {
        let members = try context.members
        if try members.token(token, .owner, now: context.now) != nil, try !context.site.hasOwner() {
            return try isPost ? take(as: .owner, email: nil, invitedBy: nil) : context.page(page(JoinForm(), as: .owner, email: nil))
        }
        if let invitation = try members.token(token, .invite, now: context.now),
            let email = EmailAddress(invitation.data), try context.site.signUp() != .closed
        {
            return try isPost
                ? take(as: .member, email: email, invitedBy: invitation.userID)
                : context.page(page(JoinForm(), as: .member, email: email))
        }
        return try context.page(.deadLink("Ask for a new one where you got it, or <a href=\"/join\">sign up</a>."), status: .gone)
    }

    private func take(as role: Role, email known: EmailAddress?, invitedBy: Int?) throws -> Response {
        let typed = context.request.form
        var form = JoinForm()
        let name = form.takeName(typed["name"])
        let email = known ?? form.takeEmail(typed["email"])
        let password = typed["new-password"] ?? ""
        form.passwordError = PasswordFault(judging: password, words: try context.ownWords(name?.text, email?.text))?.words
        guard let name, let email, !form.hasErrors else { return try again(form, role, known) }
        guard try context.tries.count(.place, context.place, now: context.now), let hash = PasswordHash(of: password) else {
            form.other = "The server is busy just now. Try again in a minute."
            return try again(form, role, known)
        }
        switch try context.addAccount(name, email: email, role: role, password: hash, invitedBy: invitedBy, using: token) {
        case .added: return context.goOn(to: role == .owner ? "/" : "/account")
        case .nameTaken: form.nameError = JoinForm.nameTaken
        case .emailTaken:
            form.other = "There is an account with this address already. <a href=\"/login\">Log in</a> with it."
        case .linkUsed: return context.redirect(to: "/login", .seeOther)
        }
        return try again(form, role, known)
    }

    private func again(_ form: JoinForm, _ role: Role, _ email: EmailAddress?) throws -> Response {
        try context.page(page(form, as: role, email: email), status: .unprocessableContent)
    }

    private func page(_ form: JoinForm, as role: Role, email: EmailAddress?) -> Page {
        let fields: JoinForm.Fields = email == nil ? [.name, .email, .password] : [.name, .password]
        let content = form.html(action: "/join/\(token.text)", fields, button: role == .owner ? "Make the site mine" : "Sign up")
        if let email {
            return Page(title: "Welcome", lede: "You are invited, at \(email.text). Choose a name and a password.", content)
        }
        return Page(title: "The site is yours", lede: "Choose a name and a password. You will be its owner.", content)
    }
}
