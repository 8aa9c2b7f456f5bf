import HTML
import Site

/// What a search found, as it is written, row by row.
public struct SearchPage {
    /// How many characters of a query count.
    public static let queryLimit = 200

    private let words: String
    private var hits = HTML()

    public init(_ words: String) {
        self.words = words
    }

    public mutating func add(_ hit: SearchHit) {
        var names = HTML()
        var byline = HTML()
        hit.authors { name, shown in
            names += names.isEmpty ? "\(name)" : " \(name)"
            byline += byline.isEmpty ? "" : ", "
            byline += "<a href=\"/users/\(name)\">\(shown)</a>"
        }
        hits += """
            <li data-by="\(names)">
            <h3><a href="/posts/\(hit.slug)" dir="auto">\(hit.title.isEmpty ? "Untitled" : .marked(hit.title))</a></h3>
            <p class="meta">
            """
        if !byline.isEmpty { hits += "<span>\(byline)</span> " }
        hits += "\(day: hit.publishedAt)"
        if hit.commentCount > 0 {
            hits += " <a href=\"/posts/\(hit.slug)#comments\">\(hit.commentCount, "comment")</a>"
        }
        hits += "</p>\n"
        if !hit.excerpt.isEmpty { hits += "<p class=\"excerpt\" dir=\"auto\">\(.marked(hit.excerpt))</p>\n" }
        hits += "</li>\n"
    }

    /// The page; nothing was looked for where `result` is nil.
    public consuming func finished(_ result: SearchResult?) -> Page {
        let page = Page(title: words.isEmpty ? "Search" : "\(words) · Search", path: words.isEmpty ? "/search" : nil)
        page.main += "<header class=\"head\">\n<h1>Search</h1>\n</header>\n\(.searchForm(words))"
        guard let result else {
            if !words.isEmpty {
                page.main += "<section>\n<h2>Nothing to look for</h2>\n<p>There is no letter or digit in <b dir=\"auto\">\(words)</b>. Type a word.</p>\n</section>\n"
            }
            return page
        }
        if hits.isEmpty {
            page.main += """
                <section>
                <h2>Nothing found</h2>
                <p>No post has <b dir="auto">\(words)</b> in it. Try fewer words, or the beginning of one with a star. \
                All posts are in the <a href="/archive">archive</a>.</p>
                </section>

                """
            return page
        }
        page.main += "<section>\n<h2 class=\"sr\">Results</h2>\n<p class=\"note\">"
        switch result.order {
        case .rank: page.main += "\(result.count ?? 0, "post"), best match first."
        case .newest: page.main += "Very many posts have this, so the newest come first. Add a word to narrow it down."
        }
        page.main += "</p>\n<ol class=\"posts\">\n\(hits)</ol>\n"
        if let next = result.next {
            page.main += "<nav class=\"pager\" aria-label=\"Pages\"><a rel=\"next\" href=\"/search?q=\(query: words)&amp;from=\(next)\">More</a></nav>\n"
        }
        page.main += "</section>\n"
        return page
    }
}

extension HTML {
    static func searchForm(_ words: String) -> HTML {
        """
        <form class="search" role="search" action="/search">
        <label for="q">Words to look for</label>
        <div class="row"><input type="search" id="q" name="q" value="\(words)" maxlength="200" aria-describedby="q-help">\
        <button>Search</button></div>
        <p class="help" id="q-help">Put a phrase in quotes: <b>"open source"</b>. \
        End a word with a star for all that begin like it: <b>secur*</b>.</p>
        </form>

        """
    }

    /// Text in which the bytes 2 and 3 stand around what matched.
    static func marked(_ text: Span<UInt8>) -> HTML {
        var html = HTML()
        var start = 0
        var isOpen = false
        for index in 0..<text.count where text[index] == 2 || text[index] == 3 {
            html += "\(text.extracting(start..<index))"
            // A text may hold such bytes of its own: no mark is opened or closed twice.
            if text[index] == 2 && !isOpen { html += "<mark>" }
            if text[index] == 3 && isOpen { html += "</mark>" }
            isOpen = text[index] == 2
            start = index + 1
        }
        html += "\(text.extracting(start..<text.count))"
        if isOpen { html += "</mark>" }
        return html
    }
}
