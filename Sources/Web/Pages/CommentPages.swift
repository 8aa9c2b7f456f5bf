import HTML
import Site

extension Page {
    /// The form for a new comment, under what it answers.
    /// - Parameter preview: the comment as it would look.
    public static func newComment(
        on post: PostCard, answering parent: Comment?, _ form: CommentForm, preview: [UInt8]? = nil
    ) -> Page {
        var html = HTML()
        if let parent { html += "<section>\n<h2 class=\"sr\">What you answer</h2>\n\(.article(parent))</section>\n" }
        html += .preview(preview)
        let query: HTML = parent.map { "?to=\($0.id)" } ?? ""
        html += "<section>\n"
        html += form.html(
            action: "/comment/\(post.id)\(query)", label: parent == nil ? "Your comment" : "Your answer",
            button: parent == nil ? "Post comment" : "Post answer")
        html += "</section>\n"
        return Page(
            title: parent.map { "Answer \($0.authorShown)" } ?? "Write a comment",
            lede: "On <a href=\"/posts/\(post.slug)\" dir=\"auto\">\(post.title)</a>", html)
    }

    /// The form that changes a comment.
    public static func editComment(_ comment: Comment, _ form: CommentForm, preview: [UInt8]? = nil, now: Int) -> Page {
        let minutes = max(1, (comment.createdAt + Comment.editWindow - now) / 60)
        return Page(
            title: "Change your comment", lede: "You can do so for \(minutes, "more minute"). It will be marked as edited.",
            .preview(preview) + form.html(action: "/comment/edit/\(comment.id)", label: "Your comment", button: "Save changes"))
    }

    /// What an author reads who comes too late to change her comment.
    public static func editingOver(_ comment: Comment, text: String) -> Page {
        var html: HTML = "<p>Answer it to add something, or <a href=\"/comment/delete/\(comment.id)\">delete it</a>. "
        html += "<a href=\"\(comment.address)\">Back to the comment</a></p>\n"
        if !text.isEmpty && text != comment.source {
            html += "<section>\n<h2>What you typed</h2>\n<pre dir=\"auto\">\(text)</pre>\n</section>\n"
        }
        return Page(
            title: "This comment stays as it is",
            lede: "A comment can be changed for \(Comment.editWindow / 60) minutes, and these are over.", html)
    }

    /// Asks whether a comment is to go.
    public static func deleteComment(_ comment: Comment) -> Page {
        let form = Form(action: "/comment/delete/\(comment.id)")
        return Page(
            title: "Delete this comment?",
            lede: "Its text and your name on it will be gone for good. Answers to it stay.",
            .article(comment) + "<section>\n\(form.html("Delete comment"))"
                + "<p><a href=\"\(comment.address)\">Keep it</a></p>\n</section>\n")
    }

    /// What the author of a held comment sees of it.
    public static func heldComment(_ comment: Comment) -> Page {
        let lede: HTML = switch comment.state {
        case .held: "A moderator reads it before everyone can, as with the first comments of each new member, and with some others."
        case .hidden: "A moderator has hidden it. The <a href=\"/log\">log</a> says why."
        case .visible, .deleted: "Everyone can read it <a href=\"\(comment.address)\">in its thread</a>."
        }
        var html: HTML = .article(comment)
        if comment.isOpenToDelete {
            html += "<p class=\"meta\"><a href=\"/comment/edit/\(comment.id)\">Edit</a> <a href=\"/comment/delete/\(comment.id)\">Delete</a></p>\n"
        }
        html += "<p><a href=\"/posts/\(comment.post.slug)\">Back to <span dir=\"auto\">\(comment.post.title)</span></a></p>\n"
        return Page(title: comment.state == .held ? "Your comment waits for a moderator" : "Your comment", lede: lede, html)
    }

    /// The comments of a post that has none to add to.
    public static func commentsClosed(on post: PostCard, text: String) -> Page {
        var html: HTML = "<p><a href=\"/posts/\(post.slug)\">Back to <span dir=\"auto\">\(post.title)</span></a></p>\n"
        if !text.isEmpty { html += "<section>\n<h2>What you typed</h2>\n<pre dir=\"auto\">\(text)</pre>\n</section>\n" }
        return Page(title: "Comments are closed", lede: "This thread can be read, but takes no more comments.", html)
    }

    /// What somebody reads who is banned.
    static func bannedPage(_ ban: Ban) -> Page {
        var lede: HTML = "A moderator has banned this account "
        lede += ban.until.map { "until \(minute: $0)." } ?? "for good."
        var html: HTML = ban.reason.isEmpty ? "" : "<p>The reason given: <q dir=\"auto\">\(ban.reason)</q></p>\n"
        html += """
            <p>Until then you can read everything, delete what is yours, and change your account. \
            Nothing was sent now. The <a href="/log">log</a> has what moderators do.</p>

            """
        return Page(title: "You can’t take part for now", lede: lede, html)
    }
}

extension HTML {
    /// A comment that stands by itself.
    static func article(_ comment: Comment) -> HTML {
        var html: HTML = "<article class=\"comment\">\n<p class=\"meta\">"
        if comment.author.name.isEmpty {
            html += "<b class=\"by\" dir=\"auto\">\(comment.authorShown)</b> "
        } else {
            html += "<a class=\"by\" href=\"/users/\(comment.author.name)\">\(comment.authorShown)</a> "
        }
        html += "<a href=\"\(comment.address)\">\(minute: comment.createdAt)</a>"
        if comment.editedAt != nil { html += " <span>edited</span>" }
        html += "</p>\n<div class=\"prose\" dir=\"auto\">\(trusted: comment.html.span)</div>\n</article>\n"
        return html
    }

    static func preview(_ html: [UInt8]?) -> HTML {
        guard let html else { return "" }
        return "<section>\n<h2>Preview</h2>\n<article class=\"comment\">\n<div class=\"prose\" dir=\"auto\">\(trusted: html.span)</div>\n</article>\n</section>\n"
    }

    static func + (left: HTML, right: HTML) -> HTML {
        var html = left
        html += right
        return html
    }
}
