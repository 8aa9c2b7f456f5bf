/// A letter about somebody's account.
public struct AccountMail: Sendable, Equatable {
    public let subject: String
    public let body: String

    /// - Parameters:
    ///   - name: whom it greets.
    ///   - site: the site's title and address.
    private init(_ subject: String, to name: String, from site: (title: String, address: String), _ text: String) {
        self.subject = subject
        body = "Hello \(name),\n\n\(text)\n\n-- \n\(site.title)\n\(site.address)/\n"
    }

    public typealias From = (title: String, address: String)

    public static func confirm(_ name: String, link: String, from site: From) -> AccountMail {
        AccountMail(
            "Finish signing up at \(site.title)", to: name, from: site,
            """
            to finish signing up, choose a password here:

            \(link)

            The link works for three days. If you did not sign up, do nothing:
            without the link there is no account.
            """)
    }

    /// For somebody who signs up, or changes to an address, with which there is an account.
    public static func alreadyMember(_ name: String, from site: From) -> AccountMail {
        AccountMail(
            "You have an account at \(site.title)", to: name, from: site,
            """
            somebody, perhaps you, just gave this address to \(site.title).
            It belongs to your account already, so nothing was changed.

            To log in:             \(site.address)/login
            A forgotten password:  \(site.address)/reset

            If it was not you, you need do nothing.
            """)
    }

    public static func reset(_ name: String, link: String, from site: From) -> AccountMail {
        AccountMail(
            "A new password for \(site.title)", to: name, from: site,
            """
            choose a new password here:

            \(link)

            The link works once, until tomorrow. If you did not ask for it, do
            nothing: your password stays as it is.
            """)
    }

    public static func newEmail(_ name: String, link: String, from site: From) -> AccountMail {
        AccountMail(
            "Confirm your new address at \(site.title)", to: name, from: site,
            """
            please confirm that mail from \(site.title) should come to this address:

            \(link)

            The link works for three days. Until you follow it, mail goes to your
            address so far.
            """)
    }

    public static func invitation(from inviter: String, link: String, from site: From) -> AccountMail {
        AccountMail(
            "\(inviter) invites you to \(site.title)", to: "there", from: site,
            """
            \(inviter) invites you to join \(site.title). Choose a name and a password here:

            \(link)

            The link works for 30 days, for you alone. If you do not want to join, do
            nothing; we keep nothing of you.
            """)
    }

    /// What somebody must hear of who did not do it.
    public enum Change: Sendable {
        case password, email(new: String), factorOn, factorOff, recoveryCodes, recoveryCodeUsed(left: Int)
        case accessToken(name: String, days: Int)
    }

    public static func changed(_ change: Change, _ name: String, from site: From) -> AccountMail {
        let (subject, text) = switch change {
        case .password: ("Your password was changed", "your password was changed, and all other sessions have ended.")
        case .email(let new): ("Your address was changed", "mail to you now goes to \(new), and no more to this address.")
        case .factorOn: ("Logging in now takes a code", "logging in to your account now takes a code from your phone too.")
        case .factorOff: ("Logging in takes no code any more", "logging in to your account takes only your password from now on.")
        case .recoveryCodes: ("You have new recovery codes", "you have new recovery codes; those from before work no more.")
        case .recoveryCodeUsed(let left):
            ("A recovery code was used", "somebody logged in to your account with a recovery code. You have \(left) left.")
        case .accessToken(let name, let days):
            (
                "An access token was made",
                "somebody who gave your password made the access token “\(name)”. With it a\n"
                    + "program can act in your name for \(days) days. Take it back at any time:\n\(site.address)/account/tokens"
            )
        }
        return AccountMail(
            "\(subject) at \(site.title)", to: name, from: site,
            """
            \(text)

            If that was you, all is well. If not, choose a new password now, which
            ends all sessions and access tokens: \(site.address)/reset
            """)
    }
}

extension Members {
    /// Puts a letter where mail waits; in the transaction of what causes it.
    public func add(_ mail: AccountMail, to email: String, now: Int) throws {
        try addMail(to: email, subject: mail.subject, body: mail.body, now: now)
    }
}
