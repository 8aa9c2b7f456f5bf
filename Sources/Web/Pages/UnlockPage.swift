import HTML
import Site

extension Page {
    /// The form that asks for a protected post's password.
    public static func unlock(_ post: PostRow, isWrong: Bool = false) -> Page {
        var page = Page(title: post.title.isEmpty ? "Untitled" : post.titleText)
        page.main += "<header class=\"head\">\n<h1 dir=\"auto\">\(.title(post))</h1>\n</header>\n"
        if isWrong {
            page.main += """
                <div class="errors" role="alert">
                <h2>The post is still locked</h2>
                <ul><li><a href="#password">That is not the password of this post.</a></li></ul>
                </div>

                """
        }
        let error: HTML = isWrong ? " password-error\" aria-invalid=\"true" : ""
        page.main += """
            <form method="post" action="/unlock/\(post.slug)">
            <div class="field">
            <label for="password">Password of this post</label>
            <input type="password" id="password" name="password" required autocomplete="off" \
            aria-describedby="password-help\(error)">

            """
        if isWrong { page.main += "<p class=\"error\" id=\"password-error\">That is not the password of this post.</p>\n" }
        page.main += """
            <p class="help" id="password-help">Its author gave this post a password. Who invited you to read it can tell you.</p>
            </div>
            <button>Open the post</button>
            </form>

            """
        return page
    }

    /// A protected post, opened by its password. Its comments are as private as it is.
    public static func unlocked(_ post: PostRow, comments: HTML) -> Page {
        var page = Page(title: post.title.isEmpty ? "Untitled" : post.titleText)
        page.main += """
            <article data-by="\(.names(post))">
            <header class="head" dir="auto">
            <h1>\(.title(post))</h1>
            <p class="meta"><span class="flag">Password</span> \(.byline(post))\(day: post.publishedAt) \
            <a class="own" href="/write/\(post.slug)">Edit</a></p>
            </header>
            <div class="prose" dir="auto">
            \(trusted: post.html)</div>
            </article>

            """
        if !comments.isEmpty {
            page.main += "<section id=\"comments\">\n<h2>Comments</h2>\n\(comments)</section>\n"
        }
        return page
    }
}

/// The comments of a post as markup, for a page that is put together otherwise than `PostPage`.
public struct CommentList {
    private var thread: Thread

    public init(on post: PostRow, now: Int) { thread = Thread(on: post, now: now) }

    public mutating func add(_ comment: CommentRow) { thread.add(comment) }

    public mutating func finished() -> HTML {
        thread.close()
        return thread.items
    }
}
