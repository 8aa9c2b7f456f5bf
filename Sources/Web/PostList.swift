import HTML
import Site

/// A list of posts as it is written, row by row.
public struct PostList {
    private var items = HTML()
    public private(set) var isEmpty = true

    public init() {
        items.reserveCapacity(16_000)
    }

    public mutating func add(_ post: PostRow) {
        items.addItem(post)
        isEmpty = false
    }

    /// The list with the links to the pages on both sides of it.
    /// - Parameter empty: what stands in place of a list without posts.
    func html(_ links: PageLinks, path: HTML, empty: HTML) -> HTML {
        var html: HTML = isEmpty ? "<p class=\"note\">\(empty)</p>\n" : "<ol class=\"posts\">\n\(items)</ol>\n"
        html.addPager(links, path: path)
        return html
    }
}
