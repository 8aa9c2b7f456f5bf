import HTML
import Site

extension HTML {
    /// A post in a list: its title, then one quiet line of who, when, how many comments, tags.
    mutating func addItem(_ post: PostRow) {
        self += "<li data-by=\"\(.names(post))\">\n<h2><a href=\"/posts/\(post.slug)\" dir=\"auto\">\(.title(post))</a></h2>\n<p class=\"meta\">"
        if post.isPinned { self += "<span class=\"flag\">Pinned</span> " }
        if post.isProtected { self += "<span class=\"flag\">Password</span> " }
        self += "\(.byline(post))\(day: post.publishedAt)"
        if post.commentCount > 0 {
            self += " <a href=\"/posts/\(post.slug)#comments\">\(post.commentCount, "comment")</a>"
        }
        if post.hasTags { self += " \(.tagLinks(post))" }
        self += "</p>\n</li>\n"
    }

    /// Names of the members whose post it is, for the mark that `/me.css` reads.
    static func names(_ post: PostRow) -> HTML {
        var html = HTML()
        post.authors { name, _ in html += html.isEmpty ? "\(name)" : " \(name)" }
        return html
    }

    /// The title, or words in its place.
    static func title(_ post: PostRow) -> HTML {
        post.title.isEmpty ? "Untitled" : "\(post.title)"
    }

    /// Links to the authors, `A, B and C`, and a space; nothing where there is none.
    static func byline(_ post: PostRow) -> HTML {
        var links: [HTML] = []
        post.authors { name, shown in links.append("<a href=\"/users/\(name)\">\(shown)</a>") }
        guard let last = links.popLast() else { return "" }
        if links.isEmpty { return "<span>\(last)</span> " }
        var html: HTML = "<span>\(links[0])"
        for link in links.dropFirst() { html += ", \(link)" }
        html += " and \(last)</span> "
        return html
    }

    static func tagLinks(_ post: PostRow) -> HTML {
        var html: HTML = "<span>"
        var isFirst = true
        post.tags { slug, name in
            html += isFirst ? "" : ", "
            html += "<a rel=\"tag\" href=\"/tags/\(slug)\">\(name)</a>"
            isFirst = false
        }
        html += "</span>"
        return html
    }

    /// Links to the pages of a list on both sides of this one.
    /// - Parameters:
    ///   - path: of the list, with what it needs of a query before `before`.
    mutating func addPager(_ links: PageLinks, path: HTML) {
        if links.isSinglePage { return }
        self += "<nav class=\"pager\" aria-label=\"Pages\">"
        switch links.newer {
        case .none: break
        case .first: self += "<a rel=\"prev\" href=\"\(path)\">Newer posts</a>"
        case .page(let key): self += "<a rel=\"prev\" href=\"\(path)?before=\(key.text)\">Newer posts</a>"
        }
        if let older = links.older {
            self += links.newer == .none ? "" : " "
            self += "<a rel=\"next\" href=\"\(path)?before=\(older.text)\">Older posts</a>"
        }
        self += "</nav>\n"
    }
}
