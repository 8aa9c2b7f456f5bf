import Foundation
import Site

/// One delivery of all mail whose time has come.
struct MailRound {
    private let site: Site
    private let members: Members
    private let sendmail: Sendmail
    private(set) var sent = 0
    private(set) var failed: [(recipient: String, reason: String)] = []

    init(folder: DataFolder, sendmail: Sendmail) throws {
        site = try Site(in: folder)
        members = try Members(in: folder, for: .writing)
        self.sendmail = sendmail
    }

    /// Two rounds at once share the mail: each is taken by one of them.
    mutating func run() throws {
        // A program that ends before it has read a message must not end this one.
        signal(SIGPIPE, SIG_IGN)
        let sender = try Sender(site)
        try Notifications.run(site: site, members: members, now: Self.now, address: sender.site)
        try members.bringMailForward(now: Self.now)
        while let mail = try members.takeMail(now: Self.now) {
            let message = MailMessage(mail, from: (sender.name, sender.address), host: sender.host)
            if let reason = sendmail.send(message, from: sender.address, to: mail.recipient) {
                try members.postpone(mail, error: reason, now: Self.now)
                failed.append((mail.recipient, reason))
            } else {
                try members.removeMail(id: mail.id)
                sent += 1
            }
        }
    }

    private static var now: Int { Int(Date().timeIntervalSince1970) }
}

/// Who the site's mail comes from.
private struct Sender {
    let name: String
    let address: String
    let host: String
    /// The site's address, for links.
    let site: String

    init(_ site: Site) throws {
        let settings = try site.settings()
        self.site = try site.servedAddress()
        let rules = try site.rules()
        name = rules.mailName.isEmpty ? settings.title : rules.mailName
        let siteHost = URL(string: settings.address)?.host ?? "localhost"
        address = rules.mailAddress.isEmpty ? "noreply@\(siteHost)" : rules.mailAddress
        host = siteHost
    }
}
