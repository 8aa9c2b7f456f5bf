/// What a piece of safe HTML may do, by where it stands.
public struct Policy: Sendable, Equatable {
    /// The level of the highest headings, 2 to 6. Those below follow without a gap.
    public var topHeading: Int
    /// Whether elements may carry ids (anchors of headings, footnotes). Every id starts with `u-`, so that none meets
    /// an id of the site's own. Only one piece of HTML in a page may have them.
    public var keepsIdentifiers: Bool
    /// Whether links tell search engines that nobody here vouches for them (`rel="nofollow ugc"`).
    public var distrustsLinks: Bool

    public init(topHeading: Int = 2, keepsIdentifiers: Bool = true, distrustsLinks: Bool = false) {
        self.topHeading = min(max(topHeading, 2), 6)
        self.keepsIdentifiers = keepsIdentifiers
        self.distrustsLinks = distrustsLinks
    }

    /// The body of a post or a page, whose title is the `h1`.
    public static let post = Policy()
    /// A comment: there are many in a page, and strangers write them.
    public static let comment = Policy(topHeading: 3, keepsIdentifiers: false, distrustsLinks: true)
}
