// mail: puts a mail where it waits to be delivered; to the owner, or to the address that is named.
//
// What another site's page sent, and more than a place may send, is refused.

import CGI
import Site
import Web

/// Characters of a subject and of a text.
let subjectLimit = 200
let textLimit = 20_000

Tool("mail", "SUBJECT [ADDRESS] <TEXT").run(CommandLine.arguments, isDoneOutside: true) { context, arguments in
    guard let subject = arguments.first, arguments.count <= 2 else { return .usage }
    if context.isCrossSite { return .crossSite }
    guard let recipient = try recipient(context, arguments.dropFirst().first) else {
        throw MailError(description: "There is no such address, or the site's owner has none yet.")
    }
    if MetaVariables.isRequest, try !context.tries.count(.mailFromPlace, context.place, now: context.now) { return .tooMuch }
    let typedSubject = TypedText(line: subject, limit: subjectLimit)
    let text = TypedText(lines: String(decoding: Tool.input(), as: UTF8.self), limit: textLimit)
    guard !typedSubject.isTooLong, !text.isTooLong else {
        throw MailError(description: "A subject has \(subjectLimit) characters at the most, a text \(textLimit).")
    }
    try context.members.addMail(to: recipient, subject: typedSubject.text, body: text.text, now: context.now)
    return .done
}

func recipient(_ context: Context, _ address: String?) throws -> String? {
    if let address { return EmailAddress(address)?.text }
    return try context.site.ownerID().flatMap { try context.members.member($0)?.email }
}

/// A mail that can't be sent.
struct MailError: Error, CustomStringConvertible {
    let description: String
}
