import HTML
import Site

/// What waits for moderators.
public struct QueuePage {
    private var held = HTML()
    private var flags = HTML()
    private var hidden = HTML()

    public init() {}

    public mutating func add(held comment: Comment) {
        held += """
            <li>
            \(.article(comment))<p class="meta"><span>On <a href="/posts/\(comment.post.slug)" dir="auto">\(comment.post.title)</a></span></p>
            <form method="post" action="/moderate/comment/\(comment.id)">
            <input type="hidden" name="from" value="queue">
            <p class="buttons"><button name="do" value="approve">Approve</button> \
            <a href="/moderate/comment/\(comment.id)">Look closer, or hide it</a></p>
            </form>
            </li>

            """
    }

    public mutating func add(_ flag: Report, title: String, by name: String) {
        flags += """
            <li>
            <p><a href="/moderate/\(flag.target.text)" dir="auto">\(flag.target.isPost ? "" : "A comment on ")\(title)</a></p>
            <p class="meta"><span dir="auto">\(flag.reason)</span> <a href="/moderate/user/\(name)">\(name)</a> \(minute: flag.at)</p>
            </li>

            """
    }

    public mutating func add(hidden act: LoggedAct) {
        guard let id = Comment.id(at: act.target) else { return }
        hidden += """
            <li>
            <p><a href="/moderate/comment/\(id)" dir="auto">\(act.title)</a></p>
            <p class="meta"><span>\(act.actor.shown)</span> <span dir="auto">\(act.reason)</span> \(minute: act.at)</p>
            </li>

            """
    }

    /// - Parameter next: the last comment's id where more of them wait.
    public func finished(next: Int?) -> Page {
        var html: HTML = "<section>\n<h2>Comments that wait</h2>\n"
        html += held.isEmpty ? "<p class=\"note\">None waits.</p>\n" : "<ol class=\"queue\">\n\(held)</ol>\n"
        if let next {
            html += "<nav class=\"pager\" aria-label=\"Comments\"><a rel=\"next\" href=\"/moderate?after=\(next)\">More</a></nav>\n"
        }
        html += "</section>\n<section>\n<h2>Flags</h2>\n"
        html += flags.isEmpty ? "<p class=\"note\">Nothing is flagged.</p>\n" : "<ol class=\"queue\">\n\(flags)</ol>\n"
        html += "</section>\n"
        if !hidden.isEmpty { html += "<section>\n<h2>Hidden lately</h2>\n<ol class=\"queue\">\n\(hidden)</ol>\n</section>\n" }
        return Page(
            title: "Moderation", lede: "What you do here stands in the <a href=\"/log\">log</a>, with your name.", html)
    }
}

/// What a form of the moderators' pages holds when it comes back.
public struct ModeratorWords {
    public var text: String
    public var error: HTML?

    public init(_ text: String = "", error: HTML? = nil) {
        self.text = text
        self.error = error
    }

    func add(to form: inout Form) {
        form.field(
            "reason", "Reason", value: text, help: "Everyone reads it in the log.", error: error, limit: LoggedAct.reasonLimit)
    }
}

extension Page {
    /// A comment as moderators see it, whatever became of it, and what they can do.
    public static func moderate(
        _ comment: Comment, flags: [(flag: Report, name: String)], _ words: ModeratorWords = ModeratorWords()
    ) -> Page {
        let state: HTML = switch comment.state {
        case .visible: "Everyone can read it."
        case .held: "It waits: only its author and moderators can read it."
        case .hidden: "It is hidden: only its author and moderators can read it."
        case .deleted: "Its author has deleted it."
        }
        var html: HTML = .article(comment)
        html += "<p class=\"meta\"><a href=\"\(comment.address)\">In its thread</a> <a href=\"/moderate/post/\(comment.post.id)\">The thread</a>"
        if !comment.author.name.isEmpty { html += " <a href=\"/moderate/user/\(comment.author.name)\">Its author</a>" }
        html += "</p>\n"
        html += .flags(flags)
        var form = Form(action: "/moderate/comment/\(comment.id)")
        words.add(to: &form)
        let close: [(HTML, String, String)] = flags.isEmpty ? [] : [("Leave it, close the flags", "do", "close")]
        html += "<section>\n<h2>What to do</h2>\n"
        switch comment.state {
        case .held: html += form.html([("Approve", "do", "approve"), ("Hide", "do", "hide")] + close)
        case .visible: html += form.html([("Hide", "do", "hide")] + close)
        case .hidden: html += form.html([("Restore", "do", "restore")] + close)
        case .deleted: html += "<p class=\"note\">Nothing: it is gone.</p>\n"
        }
        html += "</section>\n"
        return Page(
            title: "A comment by \(comment.authorShown)",
            lede: "On <a href=\"/posts/\(comment.post.slug)\" dir=\"auto\">\(comment.post.title)</a>. \(state)", html)
    }

    /// A post's thread as moderators see it.
    public static func moderate(
        _ post: PostCard, flags: [(flag: Report, name: String)], _ words: ModeratorWords = ModeratorWords()
    ) -> Page {
        var form = Form(action: "/moderate/post/\(post.id)")
        words.add(to: &form)
        let close: [(HTML, String, String)] = flags.isEmpty ? [] : [("Close the flags", "do", "close")]
        let buttons: [(HTML, String, String)] = post.hasOpenComments
            ? [("Close comments", "do", "lock")] : [("Open comments again", "do", "unlock")]
        return Page(
            title: "Thread",
            lede: """
                <a href="/posts/\(post.slug)" dir="auto">\(post.title)</a> \
                \(post.hasOpenComments ? "takes comments." : "takes no comments.")
                """,
            .flags(flags) + "<section>\n<h2>What to do</h2>\n" + form.html(buttons + close) + "</section>\n")
    }

    /// A member as moderators see her.
    public static func moderate(
        _ user: Viewer, ban: Ban?, notes: [(note: Note, name: String)], comments: [Comment], mayBan: Bool,
        _ words: ModeratorWords = ModeratorWords(), length: String = "", note: ModeratorWords = ModeratorWords()
    ) -> Page {
        var html = HTML()
        if mayBan {
            var form = Form(action: "/moderate/user/\(user.name)")
            html += "<section>\n<h2>Ban</h2>\n"
            if let ban {
                let end: HTML = ban.until.map { "until \(minute: $0)" } ?? "for good"
                html += "<p>Banned \(end): <q dir=\"auto\">\(ban.reason)</q></p>\n"
                words.add(to: &form)
                html += form.html([("End the ban", "do", "unban")])
            } else {
                form.choice("length", "For how long", BanLength.allCases.map { ($0.rawValue, $0.words) }, chosen: length)
                words.add(to: &form)
                html += form.html([("Ban", "do", "ban")])
            }
            html += "</section>\n"
        }
        html += "<section>\n<h2>Notes</h2>\n"
        if !notes.isEmpty {
            html += "<ol class=\"queue\">\n"
            for (note, name) in notes {
                html += "<li>\n<p dir=\"auto\">\(note.text)</p>\n<p class=\"meta\"><span>\(name)</span> \(minute: note.at)</p>\n</li>\n"
            }
            html += "</ol>\n"
        }
        var form = Form(action: "/moderate/user/\(user.name)")
        form.field(
            "note", "Add a note", .area(rows: 3), value: note.text, help: "Moderators read it, and nobody else.",
            error: note.error, limit: Note.limit)
        html += form.html([("Add note", "do", "note")]) + "</section>\n"
        if !comments.isEmpty {
            html += "<section>\n<h2>Newest comments</h2>\n<ol class=\"queue\">\n"
            for comment in comments {
                html += """
                    <li>
                    \(.article(comment))<p class="meta"><span>\(comment.state.words)</span> \
                    <a href="/moderate/comment/\(comment.id)">Look closer</a></p>
                    </li>

                    """
            }
            html += "</ol>\n</section>\n"
        }
        return Page(
            title: user.shown, lede: "<a href=\"/users/\(user.name)\">@\(user.name)</a>, \(user.role.rawValue)", html)
    }
}

extension HTML {
    fileprivate static func flags(_ flags: [(flag: Report, name: String)]) -> HTML {
        if flags.isEmpty { return "" }
        var html: HTML = "<section>\n<h2>\(flags.count, "flag")</h2>\n<ul class=\"queue\">\n"
        for (flag, name) in flags {
            html += "<li>\n<p dir=\"auto\">\(flag.reason)</p>\n<p class=\"meta\"><a href=\"/users/\(name)\">\(name)</a> \(minute: flag.at)</p>\n</li>\n"
        }
        html += "</ul>\n</section>\n"
        return html
    }
}

extension CommentState {
    fileprivate var words: HTML {
        switch self {
        case .visible: "Visible"
        case .held: "Waits"
        case .hidden: "Hidden"
        case .deleted: "Deleted"
        }
    }
}

extension BanLength {
    fileprivate var words: HTML {
        switch self {
        case .day: "A day"
        case .week: "A week"
        case .month: "30 days"
        case .year: "A year"
        case .forGood: "For good"
        }
    }
}
