import CGI
import HTML
import Site
import Web

/// A member: her ban, the notes on her, her newest comments.
func moderateUser(_ name: String, by moderator: Viewer, _ context: Context) throws -> Response {
    let (site, members) = try (context.site, context.members)
    guard let user = try site.viewer(named: name) else { return try context.notFound() }
    let sent = context.request.form
    func page(_ words: ModeratorWords = ModeratorWords(), note: ModeratorWords = ModeratorWords()) throws -> Page {
        try .moderate(
            user, ban: members.ban(of: user.id, now: context.now),
            notes: members.notes(on: user.id).map { try ($0, nameOf($0.authorID, context)) },
            comments: site.allComments(by: user.id, now: context.now, limit: 20),
            mayBan: moderator.may(.ban, on: user), words, length: sent["length"] ?? "", note: note)
    }
    guard context.request.method == .post else { return try context.page(page()) }

    switch sent["do"] ?? "" {
    case "note":
        _ = try context.viewer(for: .noteOnUser)
        let note = TypedText(lines: sent["note"], limit: Note.limit)
        if note.isEmpty || note.isTooLong {
            let error: HTML = note.isEmpty ? "Write something." : "This is more than \(Note.limit) characters. Shorten it."
            return try context.page(page(note: ModeratorWords(note.text, error: error)), status: .unprocessableContent)
        }
        try members.addNote(note.text, on: user.id, by: moderator.id, now: context.now)
    case let act where act == "ban" || act == "unban":
        guard moderator.may(.ban, on: user) else { throw Refusal.forbidden(.ban) }
        let (reason, wrong) = context.reason(isNeeded: act == "ban")
        if let wrong { return try context.page(page(wrong), status: .unprocessableContent) }
        let length = sent["length"].flatMap { BanLength(rawValue: $0) } ?? .week
        let ban = act == "ban" ? Ban(until: length.end(from: context.now), reason: reason) : nil
        // The ban first: a crash between the two leaves one that the log does not tell of, and can be given again.
        try members.setBan(ban, of: user.id)
        try site.logBan(ban, of: user, by: moderator, reason: reason, now: context.now)
    default:
        return context.failure(.badRequest)
    }
    return context.redirect(to: "/moderate/user/\(user.name)", .seeOther)
}
