import Site

/// Whose posts a feed has: the site's, a tag's, a member's.
public struct FeedSource {
    public let listing: Listing
    let title: String
    /// Of the page that the feed goes with.
    let path: String
    /// Of the feed itself, in its form for Atom.
    let feedPath: String

    /// Reads what follows `/feed` in the address: nothing, `tags` and a slug, `users` and a name.
    /// - Returns: nil where there is no such tag or member.
    public init?(_ segments: [String], _ context: Context) throws {
        let site = try context.site
        let siteTitle = try context.settings.title
        if segments.isEmpty {
            (listing, title, path, feedPath) = (.posts, siteTitle, "/", "/feed")
            return
        }
        guard segments.count == 2 else { return nil }
        let key = segments[1]
        switch segments[0] {
        case "tags":
            let name = try site.tag(key) { name, _, _ in name.withUnsafeBufferPointer { String(decoding: $0, as: UTF8.self) } }
            guard let name else { return nil }
            (listing, title) = (.tag(key), "\(name) · \(siteTitle)")
        case "users":
            guard let shown = try site.user(key, now: context.now, body: { $0.shownText }) else { return nil }
            (listing, title) = (.by(key), "\(shown) · \(siteTitle)")
        default:
            return nil
        }
        path = "/\(segments[0])/\(key)"
        feedPath = "/feed\(path)"
    }
}
