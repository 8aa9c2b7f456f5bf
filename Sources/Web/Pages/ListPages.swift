import HTML
import Site

extension Page {
    /// The posts of a tag or category.
    public static func tag(
        _ slug: String, name: Span<UInt8>, about: Span<UInt8>, parent: Span<UInt8>, _ list: PostList, _ links: PageLinks
    ) -> Page {
        let text = name.withUnsafeBufferPointer { String(decoding: $0, as: UTF8.self) }
        let page = Page(title: text, path: links.newer == .none ? "/tags/\(slug)" : nil)
        page.head += "<link rel=\"alternate\" type=\"application/atom+xml\" title=\"\(name)\" href=\"/feed/tags/\(slug)\">\n"
        page.main += "<header class=\"head\">\n<h1 dir=\"auto\">\(name)</h1>\n"
        if !about.isEmpty { page.main += "<p class=\"lede\" dir=\"auto\">\(about)</p>\n" }
        page.main += "<p class=\"meta\">"
        if !parent.isEmpty { page.main += "<a href=\"/tags/\(parent)\">The category above</a> " }
        page.main += "<a href=\"/feed/tags/\(slug)\">Feed of this tag</a> <a href=\"/tags\">All tags</a></p>\n</header>\n"
        page.main += list.html(links, path: "/tags/\(slug)", empty: "No post has this tag yet.")
        return page
    }

    /// All tags and categories.
    /// - Parameter next: the last slug where there are more.
    public static func tags(_ items: HTML, isFirst: Bool, next: String?) -> Page {
        let page = Page(title: "Tags", path: isFirst ? "/tags" : nil)
        page.main += "<header class=\"head\">\n<h1>Tags</h1>\n"
        page.main += items.isEmpty
            ? "<p class=\"lede\">No post has a tag yet. The tags of posts will be here, each with the number of its posts.</p>\n"
            : "<p class=\"lede\">Each with the number of its posts.</p>\n"
        page.main += "</header>\n"
        if !items.isEmpty { page.main += "<ul class=\"index\">\n\(items)</ul>\n" }
        if let next {
            page.main += "<nav class=\"pager\" aria-label=\"Pages\"><a rel=\"next\" href=\"/tags?after=\(query: next)\">More tags</a></nav>\n"
        }
        return page
    }

    /// The members.
    /// - Parameter next: the last name where there are more.
    public static func users(_ items: HTML, isFirst: Bool, next: String?) -> Page {
        let page = Page(title: "People", path: isFirst ? "/users" : nil)
        page.main += "<header class=\"head\">\n<h1>People</h1>\n"
        page.main += items.isEmpty
            ? "<p class=\"lede\">Nobody has written here yet. Who writes will be here.</p>\n"
            : "<p class=\"lede\">Those who write here.</p>\n"
        page.main += "</header>\n"
        if !items.isEmpty { page.main += "<ul class=\"index one\">\n\(items)</ul>\n" }
        if let next {
            page.main += "<nav class=\"pager\" aria-label=\"Pages\"><a rel=\"next\" href=\"/users?after=\(query: next)\">More people</a></nav>\n"
        }
        return page
    }

    /// The posts of a year or a month.
    /// - Parameters:
    ///   - months: of the year, as a list; empty on the page of a month.
    public static func archive(
        year: Int, month: Int?, months: HTML, _ list: PostList, _ links: PageLinks
    ) -> Page {
        let path = month.map { "/archive/\(year)/\($0 < 10 ? "0" : "")\($0)" } ?? "/archive/\(year)"
        let name: HTML = month.map { "\(month: $0) \(year)" } ?? "\(year)"
        let page = Page(title: String(decoding: name.bytes, as: UTF8.self), path: links.newer == .none ? path : nil)
        page.main += "<header class=\"head\">\n<nav class=\"crumbs\" aria-label=\"Breadcrumb\"><ol><li><a href=\"/archive\">Archive</a></li>"
        if month != nil { page.main += "<li><a href=\"/archive/\(year)\">\(year)</a></li>" }
        page.main += "</ol></nav>\n<h1>\(name)</h1>\n</header>\n"
        if !months.isEmpty { page.main += "<ol class=\"months\">\n\(months)</ol>\n" }
        page.main += list.html(links, path: "\(path)", empty: "There are no posts of this time.")
        return page
    }
}

extension HTML {
    /// A tag in the list of all.
    public mutating func addTag(slug: Span<UInt8>, name: Span<UInt8>, isCategory: Bool, posts: Int) {
        self += "<li><a href=\"/tags/\(slug)\" dir=\"auto\">\(name)</a> <span class=\"n\">\(posts)</span></li>\n"
    }

    /// A member in the list of all.
    public mutating func addUser(_ user: UserRow) {
        self += """
            <li data-by="\(user.name)"><span><a href="/users/\(user.name)" dir="auto">\(user.shown)</a></span> \
            <span class="n">\(user.postCount, "post")</span></li>

            """
    }

    /// A month in the list of a year.
    public mutating func addMonth(year: Int, month: Int) {
        self += "<li><a href=\"/archive/\(year)/\(two: month)\">\(month: month)</a></li>\n"
    }
}
