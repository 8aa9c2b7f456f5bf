import HTML
import Site

/// All months that have posts, by year, and the pages of the site.
public struct ArchivePage {
    private var years = HTML()
    private var openYear: Int?
    private var pages = HTML()

    public init() {}

    /// Months come newest first.
    public mutating func add(year: Int, month: Int) {
        if openYear != year {
            closeYear()
            years += "<section class=\"year\">\n<h2><a href=\"/archive/\(year)\">\(year)</a></h2>\n<ol class=\"months\">\n"
            openYear = year
        }
        years.addMonth(year: year, month: month)
    }

    public mutating func addPage(slug: Span<UInt8>, title: Span<UInt8>) {
        pages += "<li><a href=\"/posts/\(slug)\" dir=\"auto\">\(title)</a></li>\n"
    }

    private mutating func closeYear() {
        if openYear != nil { years += "</ol>\n</section>\n" }
    }

    public consuming func finished() -> Page {
        closeYear()
        let page = Page(title: "Archive", path: "/archive")
        page.main += "<header class=\"head\">\n<h1>Archive</h1>\n"
        page.main += years.isEmpty
            ? "<p class=\"lede\">There are no posts yet. All of them will be here, by year and month.</p>\n"
            : "<p class=\"lede\">All posts, by year and month.</p>\n"
        page.main += "</header>\n\(years)"
        if !pages.isEmpty { page.main += "<section>\n<h2>Pages</h2>\n<ul class=\"index one\">\n\(pages)</ul>\n</section>\n" }
        return page
    }
}
