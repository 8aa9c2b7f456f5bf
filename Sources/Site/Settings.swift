/// What the owner decides about the site.
public struct Settings: Sendable, Equatable {
    /// The site's name, on every page.
    public var title = "foobar"
    /// A line under it, for search engines and feeds.
    public var about = ""
    /// The canonical address, like `https://www.foobar.com`; empty: the one that the request came by.
    public var address = ""
    /// BCP 47.
    public var language = "en"
    /// 1 to 100.
    public var postsPerPage = 10

    public init() {}
}
