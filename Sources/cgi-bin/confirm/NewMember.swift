import CGI
import HTML
import Passwords
import Site
import Web

/// The last step of signing up. The password is chosen here and not before: else somebody could sign up by another's
/// address, and have its owner confirm an account whose password she does not know alone.
struct NewMember {
    private let context: Context
    private let token: Token
    private let name: String
    private let email: String

    /// - Parameter data: the name, a space, the address.
    init(_ context: Context, _ token: Token, data: String) {
        self.context = context
        self.token = token
        let parts = data.split(separator: " ")
        name = parts.first.map(String.init) ?? ""
        email = parts.last.map(String.init) ?? ""
    }

    func start() throws -> Response {
        var form = JoinForm()
        form.name = name
        return try context.page(page(form))
    }

    func take() throws -> Response {
        let typed = context.request.form
        var form = JoinForm()
        let name = form.takeName(typed["name"])
        let password = typed["new-password"] ?? ""
        form.passwordError = PasswordFault(judging: password, words: try context.ownWords(name?.text, email))?.words
        guard let name, let email = EmailAddress(email), !form.hasErrors else {
            return try context.page(page(form), status: .unprocessableContent)
        }
        guard try context.tries.count(.place, context.place, now: context.now), let hash = PasswordHash(of: password) else {
            form.other = "The server is busy just now. Try again in a minute."
            return try context.page(page(form), status: .serviceUnavailable)
        }
        switch try context.addAccount(name, email: email, role: .member, password: hash, invitedBy: nil, using: token) {
        case .added: return context.goOn(to: "/account")
        case .nameTaken: form.nameError = JoinForm.nameTaken
        case .emailTaken:
            form.other = "There is an account with this address already. <a href=\"/login\">Log in</a> with it."
        case .linkUsed: return context.redirect(to: "/login", .seeOther)
        }
        return try context.page(page(form), status: .unprocessableContent)
    }

    private func page(_ form: JoinForm) -> Page {
        Page(
            title: "Choose your password", lede: "Your address is \(email). One more step, and you are in.",
            form.html(action: "/confirm/\(token.text)", [.name, .password], button: "Finish"))
    }
}
