import HTML
import Site

/// What goes on, for the owner.
public struct FiguresPage {
    private let now: Int
    private var users = HTML()
    private var comments = HTML()
    public var storage: Storage?
    public var mails: [Mail] = []

    public init(now: Int) {
        self.now = now
    }

    public mutating func addUser(name: Span<UInt8>, shown: Span<UInt8>, role: Role, at: Int) {
        users += "<li><span><a href=\"/users/\(name)\" dir=\"auto\">\(shown)</a>"
        if role != .member { users += " <span class=\"flag\">\(Self.word(role))</span>" }
        users += "</span> <span class=\"n\">\(day: at)</span></li>\n"
    }

    public mutating func addComment(
        id: Int, slug: Span<UInt8>, title: Span<UInt8>, author: String, state: CommentState, at: Int
    ) {
        comments += "<li><span><a href=\"/posts/\(slug)#c\(id)\" dir=\"auto\">\(author) on \(title)</a>"
        if state != .visible { comments += " <span class=\"flag\">\(Self.word(state))</span>" }
        comments += "</span> <span class=\"n\">\(minute: at)</span></li>\n"
    }

    private static func word(_ role: Role) -> HTML {
        switch role {
        case .member: "Member"
        case .author: "Author"
        case .moderator: "Moderator"
        case .owner: "Owner"
        }
    }

    private static func word(_ state: CommentState) -> HTML {
        switch state {
        case .visible: "Visible"
        case .held: "Held"
        case .hidden: "Hidden"
        case .deleted: "Deleted"
        }
    }

    public func finished() -> Page {
        var html = HTML()
        html += "<section>\n<h2>Newest members</h2>\n\(Self.list(users, empty: "Nobody is here yet."))</section>\n"
        html += "<section>\n<h2>Newest comments</h2>\n\(Self.list(comments, empty: "Nobody has written a comment yet."))</section>\n"
        if let storage { html += Self.section(storage) }
        html += "<section id=\"mail\">\n<h2>Mail that was not taken</h2>\n"
        html += mails.isEmpty ? "<p>There is none.</p>\n" : "<ul class=\"index one\">\n"
        for mail in mails { html += item(mail) }
        html += mails.isEmpty ? "</section>\n" : "</ul>\n</section>\n"
        return Page(title: "What goes on", lede: "To change how things are done, go to the <a href=\"/settings\">settings</a>; how the server does is on a <a href=\"/status\">page of its own</a>.", html)
    }

    private static func list(_ items: HTML, empty: HTML) -> HTML {
        items.isEmpty ? "<p>\(empty)</p>\n" : "<ul class=\"index one\">\n\(items)</ul>\n"
    }

    private static func section(_ storage: Storage) -> HTML {
        func row(_ what: HTML, _ bytes: Int) -> HTML { "<li><span>\(what)</span> <span class=\"n\">\(size(bytes))</span></li>\n" }
        return """
            <section>
            <h2>Storage</h2>
            <ul class="index one">
            \(row("\(storage.uploads.count, "uploaded file")", storage.uploads.size))\
            \(row("Database of what is shown", storage.siteDatabase))\
            \(row("Database of members", storage.membersDatabase))\
            \(row("Logs", storage.logs))\
            \(row("Free on the disk", storage.free))</ul>
            </section>

            """
    }

    private func item(_ mail: Mail) -> HTML {
        var html: HTML = "<li><span><b dir=\"auto\">\(mail.subject)</b> to \(mail.recipient), of \(minute: mail.at). \(mail.error) "
        html += mail.nextAt >= Mail.never
            ? "It is not tried again by itself."
            : mail.nextAt <= now ? "It is tried again any moment." : "It is tried again at \(minute: mail.nextAt)."
        html += """
            </span> <form method="post" action="/figures"><button name="mail" value="\(mail.id)" \
            aria-label="Try again to send “\(mail.subject)”">Try again</button></form></li>

            """
        return html
    }

    /// Bytes in the unit that keeps them short.
    static func size(_ bytes: Int) -> HTML {
        switch bytes {
        case ..<1_000: "\(bytes, "byte")"
        case ..<1_000_000: "\(bytes / 1_000) kB"
        case ..<10_000_000: "\(bytes / 1_000_000).\(bytes / 100_000 % 10) MB"
        case ..<1_000_000_000: "\(bytes / 1_000_000) MB"
        default: "\(bytes / 1_000_000_000).\(bytes / 100_000_000 % 10) GB"
        }
    }
}
