import HTML
import JSON
import Site

/// A post or page with its comments, as it is written, row by row.
public struct PostPage {
    /// How many comments a page shows.
    public static let commentsPerPage = 200

    private var page: Page
    private let slug: String
    private let isWhole: Bool
    private var thread: Thread
    private var crumbs = HTML()
    private var pagesBelow = HTML()

    /// - Parameter isContinued: the page goes on with the comments, and leaves out what stands above them.
    public init(_ post: PostRow, isContinued: Bool = false, origin: String, now: Int) {
        slug = post.slugText
        isWhole = !isContinued
        thread = Thread(on: post, now: now)
        page = Page(title: post.title.isEmpty ? "Untitled" : post.titleText, path: "/posts/\(slug)")
        page.about = post.excerptText
        if post.isUnlisted || isContinued { page.path = nil }
        page.head = .metadata(post, origin: origin)
    }

    public mutating func addPageAbove(slug: Span<UInt8>, title: Span<UInt8>) {
        crumbs += "<li><a href=\"/posts/\(slug)\">\(title)</a></li>"
    }

    public mutating func addPageBelow(slug: Span<UInt8>, title: Span<UInt8>) {
        pagesBelow += "<li><a href=\"/posts/\(slug)\" dir=\"auto\">\(title)</a></li>\n"
    }

    public mutating func add(_ comment: CommentRow) {
        thread.add(comment)
    }

    /// The whole page.
    /// - Parameter more: the last comment's id where there are more of them.
    public consuming func finished(_ post: PostRow, more: Int?) -> Page {
        page.main += "<article data-by=\"\(.names(post))\">\n<header class=\"head\" dir=\"auto\">\n"
        if !crumbs.isEmpty {
            page.main += "<nav class=\"crumbs\" aria-label=\"Breadcrumb\"><ol>\(crumbs)</ol></nav>\n"
        }
        page.main += "<h1>\(.title(post))</h1>\n"
        if isWhole {
            page.main += "<p class=\"meta\">"
            if post.isProtected { page.main += "<span class=\"flag\">Password</span> " }
            page.main += "\(.byline(post))\(day: post.publishedAt)"
            if post.commentCount > 0 && !post.isProtected {
                page.main += " <a href=\"#comments\">\(post.commentCount, "comment")</a>"
            }
            if post.isUnlisted { page.main += " <span class=\"flag\">Unlisted</span>" }
            page.main += " <a class=\"own\" href=\"/write/\(slug)\">Edit</a></p>\n"
        } else {
            page.main += "<p class=\"meta\"><a href=\"/posts/\(slug)\">The post and its first comments</a></p>\n"
        }
        page.main += "</header>\n"
        if isWhole { addBody(post) }
        page.main += "</article>\n"
        addComments(post, more: more)
        return page
    }

    private mutating func addBody(_ post: PostRow) {
        if post.isProtected {
            page.main += """
                <div class="prose"><p>This post asks for a password. \
                <a href="/unlock/\(slug)">Open it with its password</a>.</p></div>

                """
        } else {
            page.main += "<div class=\"prose\" dir=\"auto\">\n\(trusted: post.html)</div>\n"
        }
        if post.hasTags {
            page.main += "<ul class=\"tags\" aria-label=\"Tags\">\n"
            post.tags { slug, name in page.main += "<li><a rel=\"tag\" href=\"/tags/\(slug)\">\(name)</a></li>\n" }
            page.main += "</ul>\n"
        }
        if !pagesBelow.isEmpty {
            page.main += "<section>\n<h2>Pages below this one</h2>\n<ul class=\"index one\">\n\(pagesBelow)</ul>\n</section>\n"
        }
    }

    private mutating func addComments(_ post: PostRow, more: Int?) {
        guard post.commentCount > 0 || !thread.isEmpty || post.hasOpenComments, !post.isProtected else { return }
        page.main += "<section id=\"comments\">\n<h2>"
        page.main += post.commentCount > 0 ? "\(post.commentCount, "comment")" : "Comments"
        page.main += "</h2>\n"
        thread.close()
        page.main += thread.items
        if let more {
            page.main += """
                <nav class="pager" aria-label="Comments"><a rel="next" href="/posts/\(slug)?after=\(more)#comments">\
                More comments</a></nav>

                """
        }
        page.main += .commentForm(postID: post.id, isOpen: post.hasOpenComments)
        page.main += "</section>\n"
    }
}

extension HTML {
    /// What search engines and previews read of a post: OpenGraph (https://ogp.me) and JSON-LD
    /// (https://schema.org/BlogPosting).
    static func metadata(_ post: PostRow, origin: String) -> HTML {
        var json = JSON()
        json.object { json in
            json.member("@context", "https://schema.org")
            json.member("@type", post.isPage ? "WebPage" : "BlogPosting")
            json.member("headline", post.title)
            json.member("url", "\(origin)/posts/\(post.slugText)")
            json.member("datePublished", .moment(post.publishedAt))
            json.member("dateModified", .moment(post.updatedAt))
            json.member("author") { json in
                json.array { json in
                    post.authors { _, shown in
                        json.object { json in
                            json.member("@type", "Person")
                            json.member("name", shown)
                        }
                    }
                }
            }
        }
        var html: HTML = """
            <meta property="og:type" content="article">
            <script type="application/ld+json">\(HTML(trusted: json.bytes))</script>

            """
        if !post.image.isEmpty {
            let isPath = post.image[0] == UInt8(ascii: "/")
            html += "<meta property=\"og:image\" content=\"\(isPath ? origin : "")\(post.image)\">\n"
        }
        return html
    }
}
