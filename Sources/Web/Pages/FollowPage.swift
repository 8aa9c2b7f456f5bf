import HTML
import Site

extension Page {
    /// Whether one hears of a thread, and the button that changes it.
    public static func follow(_ post: PostCard, isFollowing: Bool, wantsMail: Bool) -> Page {
        let form = Form(action: "/follow/\(post.id)")
        let lede: HTML = isFollowing
            ? "You follow what is said on <a href=\"/posts/\(post.slug)\" dir=\"auto\">\(post.title)</a>."
            : "You will get mail when somebody comments on <a href=\"/posts/\(post.slug)\" dir=\"auto\">\(post.title)</a>."
        var html = isFollowing
            ? form.html([("Follow no more", "do", "unfollow")]) : form.html([("Follow", "do", "follow")])
        if !wantsMail { html += "<p class=\"note\">You have mail about threads turned off in <a href=\"/account\">your account</a>.</p>\n" }
        return Page(title: isFollowing ? "You follow this thread" : "Follow this thread?", lede: lede, html)
    }

    /// Ends mail of one kind: the page behind a mail's last link.
    /// - Parameters:
    ///   - isOpen: there is still mail of this kind.
    ///   - title: of the one post that it is about.
    public static func unsubscribe(_ subscription: Subscription, token: Token, isOpen: Bool, title: String?) -> Page {
        let what: HTML = switch subscription.kind {
        case .replies: "about answers to what you write"
        case .mentions: "about being mentioned"
        case .follows where title != nil: "about <span dir=\"auto\">\(title ?? "")</span>"
        case .follows: "about threads that you follow"
        }
        guard isOpen else {
            return Page(
                title: "No more of this mail", lede: "You get no more mail \(what).",
                "<p>You can choose again in <a href=\"/account\">your account</a>.</p>\n")
        }
        return Page(
            title: "End this mail?", lede: "You will get no more mail \(what).",
            Form(action: "/unsubscribe/\(token.text)").html([("End this mail", "do", "end")]))
    }

    public static func unsubscribeGone() -> Page {
        Page(
            title: "This link is too old", lede: "Nothing was changed.",
            "<p>Choose what is mailed to you in <a href=\"/account\">your account</a>.</p>\n")
    }
}
