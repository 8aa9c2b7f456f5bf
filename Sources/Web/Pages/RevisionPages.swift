import HTML
import Site

/// The revisions of a post, as they are written one by one.
public struct RevisionList {
    private let slug: String
    private var items = HTML()
    private var options: [(value: String, label: HTML)] = []

    public init(of post: StoredPost) {
        slug = post.draft.slug
    }

    /// - Parameter author: nil for what is older than the first save here, and for somebody who is gone.
    public mutating func add(id: Int, author: Byline?, at: Int, title: String, length: Int) {
        options.append((String(id), "\(plainMinute: at)"))
        let who: HTML = author.map { "<span>by <a href=\"/users/\($0.name)\">\($0.shown)</a></span> " } ?? ""
        items += """
            <li>
            <h2><a href="/revisions/\(slug)?to=\(id)">\(minute: at)</a></h2>
            <p class="meta"><span dir="auto">\(title.isEmpty ? "Untitled" : title)</span> \(who)\
            <span>\(length, "character")</span> <a href="/write/\(slug)?revision=\(id)">Bring it back</a></p>
            </li>

            """
    }

    public func page(_ post: StoredPost, more: Int?) -> Page {
        var html: HTML = "<article>\n<section>\n"
        if options.isEmpty {
            html += "<p class=\"note\">Each save of this post will be listed here, to compare it and to bring it back.</p>\n"
        } else {
            html += "<ol class=\"posts\">\n\(items)</ol>\n"
        }
        if let more {
            html += """
                <nav class="pager" aria-label="Pages"><a rel="next" href="/revisions/\(slug)?before=\(more)">Older revisions</a></nav>

                """
        }
        html += "</section>\n"
        if options.count > 1 {
            html += """
                <section>
                <h2>Compare two</h2>
                <form method="get" action="/revisions/\(slug)">
                <div class="field"><label for="from">From</label><select id="from" name="from">\(choices(chosen: 1))</select></div>
                <div class="field"><label for="to">To</label><select id="to" name="to">\(choices(chosen: 0))</select></div>
                <p class="buttons"><button>Compare</button></p>
                </form>
                </section>

                """
        }
        html += "</article>\n"
        return Page(
            title: "Revisions", lede: "“\(post.draft.title.isEmpty ? "Untitled" : post.draft.title)”, as it was after each save, in UTC.",
            note: "", links: "<a href=\"/write/\(slug)\">Edit</a>", html)
    }

    private func choices(chosen: Int) -> HTML {
        var html = HTML()
        for (index, option) in options.enumerated() {
            html += "<option value=\"\(option.value)\"\(index == chosen ? " selected" : "")>\(option.label)</option>"
        }
        return html
    }
}

extension Page {
    /// What a revision changed.
    /// - Parameter old: the one that it is compared with; nil for a post's first.
    public static func revision(_ new: Revision, since old: Revision?, by author: Byline?, of post: StoredPost) -> Page {
        let slug = post.draft.slug
        let who: HTML = author.map { "<span>by <a href=\"/users/\($0.name)\">\($0.shown)</a></span>" } ?? ""
        let page = Page(title: "Changes of \(post.draft.title.isEmpty ? "Untitled" : post.draft.title)")
        page.main += """
            <header class="head" dir="auto">
            <nav class="crumbs" aria-label="Breadcrumb"><ol><li><a href="/revisions/\(slug)">Revisions</a></li></ol></nav>
            <h1>\(post.draft.title.isEmpty ? "Untitled" : post.draft.title)</h1>
            <p class="meta">
            """
        if let old { page.main += "<span>from \(minute: old.at)</span> <span>to \(minute: new.at)</span> \(who)" }
        else { page.main += "<span>the first revision, \(minute: new.at)</span> \(who)" }
        page.main += "</p>\n</header>\n"
        page.main += .diff(TextDiff(from: old?.comparableText ?? "", to: new.comparableText))
        let older: HTML = old.map { " <a href=\"/write/\(slug)?revision=\($0.id)\">Bring back the older one</a>" } ?? ""
        page.main += """
            <footer>
            <p class="pager"><a href="/write/\(slug)?revision=\(new.id)">Bring back the newer one</a>\(older)</p>
            <p class="note">It opens in the editor; nothing changes before you save it.</p>
            </footer>

            """
        return page
    }
}

extension HTML.Interpolation {
    /// A moment as text alone, where no element may stand.
    mutating func appendInterpolation(plainMinute seconds: Int) {
        let time = PublishTime(seconds)
        appendInterpolation("\(time.date) \(time.time)")
    }
}
