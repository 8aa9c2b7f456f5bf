/// What the owner decides about the site, as far as its pages show it. What they don't is in `Rules`.
public struct Settings: Sendable, Equatable {
    /// The site's name, on every page.
    public var title = "foobar"
    /// A line under it, for search engines and feeds.
    public var about = ""
    /// The canonical address, like `https://www.foobar.com`; empty: the one that the request came by.
    public var address = ""
    /// BCP 47.
    public var language = "en"
    /// nil: times are shown in UTC.
    public var zone = Zone.utc
    /// 1 to 100.
    public var postsPerPage = 10
    public var navigation = SiteLinks(text: "/tags Tags\n/archive Archive\n/search Search")
    public var footer = SiteLinks(text: "/users People\n/log Log\n/feed Feed")

    /// Whether pages show pictures of other hosts (`https:`), which then learn who reads what.
    public var showsForeignPictures = true

    public init() {}
}
