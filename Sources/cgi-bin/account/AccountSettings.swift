import CGI
import HTML
import Site
import Web

/// A member's own settings: a page each, which shows a form and takes it.
struct AccountSettings {
    let context: Context
    let viewer: Viewer
    let account: Account
    let member: Member

    init(_ context: Context, _ viewer: Viewer, _ account: Account, _ member: Member) {
        self.context = context
        self.viewer = viewer
        self.account = account
        self.member = member
    }

    var from: AccountMail.From { get throws { (try context.settings.title, try context.mailOrigin) } }

    /// Tells her by mail what was changed; in the transaction of the change.
    func tell(_ change: AccountMail.Change) throws {
        guard let email = member.email else { return }
        try context.members.add(.changed(change, account.shown, from: try from), to: email, now: context.now)
    }

    /// Back to a page that says that it is done.
    func done(_ page: String, _ what: String = "1") -> Response {
        context.redirect(to: "/account/\(page)?done=\(what)", .seeOther)
    }

    func wasDone(_ words: HTML, _ what: String = "1") -> HTML? {
        context.request.query["done"] == what ? words : nil
    }

    func failed(_ page: Page, _ status: Status = .unprocessableContent) throws -> Response {
        try context.page(page, status: status)
    }
}
