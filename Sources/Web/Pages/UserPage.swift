import HTML
import Site

/// A member: who she is, her posts, her newest comments.
public struct UserPage {
    private let page: Page
    private let name: String
    private var comments = HTML()

    public init(_ user: UserRow) {
        name = user.nameText
        page = Page(title: user.shownText, path: "/users/\(name)")
        page.head += "<link rel=\"alternate\" type=\"application/atom+xml\" title=\"\(user.shown)\" href=\"/feed/users/\(name)\">\n"
        page.main += """
            <header class="head" data-by="\(name)">
            <h1 dir="auto">\(user.shown)</h1>
            <p class="meta"><span>@\(name)</span> <span>\(user.postCount, "post")</span> \
            <a href="/feed/users/\(name)">Feed of these posts</a></p>

            """
        if !user.about.isEmpty || !user.link.isEmpty {
            page.main += "<div class=\"prose\" dir=\"auto\"><p>\(user.about)"
            if !user.link.isEmpty { page.main += " <a rel=\"nofollow ugc me\" href=\"\(user.link)\">\(user.link)</a>" }
            page.main += "</p></div>\n"
        }
        page.main += "</header>\n"
    }

    public mutating func addComment(id: Int, slug: Span<UInt8>, title: Span<UInt8>, at seconds: Int, html: Span<UInt8>) {
        comments += """
            <li>
            <p class="meta"><a href="/posts/\(slug)#c\(id)" dir="auto">\(title)</a> \(day: seconds)</p>
            <div class="prose" dir="auto">\(trusted: html)</div>
            </li>

            """
    }

    public consuming func finished(_ list: PostList, _ links: PageLinks) -> Page {
        if links.newer != .none { page.path = nil }
        page.main += "<section>\n<h2 class=\"sr\">Posts</h2>\n"
        page.main += list.html(links, path: "/users/\(name)", empty: "No posts yet.")
        page.main += "</section>\n"
        if !comments.isEmpty {
            page.main += "<section>\n<h2>Newest comments</h2>\n<ol class=\"posts\">\n\(comments)</ol>\n</section>\n"
        }
        return page
    }
}
