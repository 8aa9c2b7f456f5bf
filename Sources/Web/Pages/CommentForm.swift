import HTML
import Site

/// A comment as its form holds it: what was typed, and what is wrong with it.
public struct CommentForm {
    public var text: String
    public var fault: CommentJudge.Fault?
    /// When the form was first shown; unknown for the one on a post's page, which is the same for everyone.
    public var since: Int?

    public init(text: String = "", since: Int?, fault: CommentJudge.Fault? = nil) {
        self.text = text
        self.since = since
        self.fault = fault
    }

    func html(action: HTML, label: HTML, button: HTML) -> HTML {
        var form = Form(action: action)
        form.field(
            "text", label, .area(rows: 10), value: text, help: .commentHelp, error: fault.map { .words(for: $0) },
            limit: CommentJudge.limit, isRequired: true)
        form.add(.trap)
        if let since { form.hidden("since", String(since)) }
        return form.html([(button, "", ""), ("Preview", "do", "preview")], failure: "The comment is not there yet")
    }
}

extension HTML {
    /// The foot of a thread, for everyone the same: a form, and in its place the way to it.
    static func commentForm(postID: Int, isOpen: Bool) -> HTML {
        var html = HTML()
        if isOpen {
            // As `Form` writes it; in one piece, for every reader's sake.
            html += """
                <p class="out"><a href="/login?next=/comment/\(postID)">Log in to comment</a></p>
                <div class="in">
                <form method="post" action="/comment/\(postID)">
                <div class="field">
                <label for="text">Write a comment</label>
                <textarea id="text" name="text" maxlength="\(CommentJudge.limit)" required aria-describedby="text-help" \
                rows="5" dir="auto">
                </textarea>
                <p class="help" id="text-help">\(.commentHelp)</p>
                </div>
                \(.trap)<p class="buttons"><button>Post comment</button> <button name="do" value="preview">Preview</button> </p>
                </form>
                </div>

                """
        } else {
            html += "<p class=\"note\">Comments are closed.</p>\n"
        }
        html += """
            <p class="meta in"><a href="/follow/\(postID)">Follow this thread</a> \
            <a href="/flag/post/\(postID)">Flag this post</a></p>

            """
        return html
    }

    static var commentHelp: HTML { "Markdown works: *emphasis*, [links](https://…), lists, code. You can change it for 30 minutes." }

    /// A field that nobody sees; what fills in everything fills it in too.
    static var trap: HTML {
        """
        <div class="sr" aria-hidden="true"><label for="website">Leave this empty</label>
        <input type="text" id="website" name="website" tabindex="-1" autocomplete="off"></div>

        """
    }

    static func words(for fault: CommentJudge.Fault) -> HTML {
        switch fault {
        case .empty: "There is nothing in it yet that could be shown. Write something."
        case .tooLong: "It is longer than \(CommentJudge.limit) characters. Shorten it, or make two of it."
        case .tooManyLinks:
            "A new member’s comments can have \(CommentJudge.linksOfNewMembers) links at the most. Take some out."
        case .blockedWords: "Changed like this, it would have to wait for a moderator. Write it as a new comment instead."
        case .tooMany: "That is a lot in a few minutes. It was kept here; send it again in five minutes."
        case .tooManyHeld:
            "\(CommentJudge.held) of your comments wait for a moderator. It was kept here; send it once they were looked at."
        case .parentGone: "The comment that you answer was taken away meanwhile. Copy your text if you want to keep it."
        }
    }
}
