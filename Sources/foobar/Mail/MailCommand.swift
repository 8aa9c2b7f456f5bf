import ArgumentParser
import Foundation
import Site

/// `foobar mail`: the mail that waits.
struct MailCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "mail",
        abstract: "Delivers the mail that waits, or lists it.",
        discussion: """
            The site writes its mail into members.db; `flush` hands it to the sendmail interface: the program that \
            FOOBAR_SENDMAIL names, or /usr/sbin/sendmail. `./foobar serve` does so by itself. What is not taken waits, \
            and is tried again: after 1 and 5 minutes, half an hour, 2 and 6 hours, then once a day, ten times in all.

            EXAMPLES
              ./foobar mail flush
              ./foobar mail list
            """,
        subcommands: [Flush.self, List.self])

    struct Flush: ParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Delivers the mail whose time has come.")

        @OptionGroup var data: DataOption

        func run() throws {
            let folder = DataFolder(try data.path(in: Home()))
            guard let sendmail = Sendmail() else { throw NoSendmailError(path: Sendmail.configuredPath) }
            var round = try MailRound(folder: folder, sendmail: sendmail)
            try round.run()
            if round.sent > 0 { say("Mail: \(round.sent) sent.") }
            for (recipient, reason) in round.failed { say("Mail to \(recipient) was not taken and waits: \(reason)") }
        }
    }

    struct List: ParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Lists the mail that waits, and what keeps it.")

        @OptionGroup var data: DataOption

        func run() throws {
            let members = try Members(in: DataFolder(try data.path(in: Home())))
            let mails = try members.waitingMail(limit: 1_000)
            if mails.isEmpty { say("No mail waits.") }
            let formatter = ISO8601DateFormatter()
            func time(_ seconds: Int) -> String { formatter.string(from: Date(timeIntervalSince1970: Double(seconds))) }
            for mail in mails {
                say("\(mail.id)  \(time(mail.at))  \(mail.recipient)  \(mail.subject)")
                let next = mail.nextAt >= Mail.never ? "not tried again by itself" : "next at \(time(mail.nextAt))"
                if mail.tries > 0 { say("    tried \(mail.tries) times, \(next)\(mail.error.isEmpty ? "" : ": \(mail.error)")") }
            }
        }
    }
}
