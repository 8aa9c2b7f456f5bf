import HTML
import Site

extension Page {
    /// Asks what is wrong with a comment or a post.
    public static func flag(
        _ target: Report.Target, title: String, chosen: String = "", words: String = "", error: HTML? = nil
    ) -> Page {
        var form = Form(action: "/flag/\(target.text)")
        form.choice(
            "reason", "What is wrong with it?", Report.Reason.allCases.map { ($0.rawValue, .words(for: $0)) },
            chosen: chosen)
        form.field(
            "words", "In your words", .area(rows: 3), value: words,
            help: "Needed where the reason is something else. Only moderators read it, and see that it is from you.",
            error: error, limit: Report.limit)
        return Page(
            title: target.isPost ? "Flag this post" : "Flag this comment",
            lede: "Moderators will look at it. On <span dir=\"auto\">\(title)</span>", form.html("Flag"))
    }

    /// What somebody reads who has flagged something, or can't.
    public static func flagAnswer(title: String, lede: HTML, back: String) -> Page {
        Page(title: title, lede: lede, "<p><a href=\"\(back)\">Back</a></p>\n")
    }
}

extension Report.Target {
    var isPost: Bool {
        if case .post = self { true } else { false }
    }
}

extension HTML {
    static func words(for reason: Report.Reason) -> HTML {
        switch reason {
        case .spam: "It is spam"
        case .attack: "It attacks somebody"
        case .offTopic: "It does not belong here"
        case .unlawful: "It is against the law"
        case .other: "Something else"
        }
    }
}
