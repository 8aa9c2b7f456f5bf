/// A list of posts that is shown in order of time, newest first.
public struct Listing: Sendable, Equatable {
    /// The list's key in the table `listing`.
    let key: String

    private init(_ key: String) {
        self.key = key
    }

    /// All posts.
    public static let posts = Listing("posts")
    /// The posts that the owner keeps on top.
    public static let pinned = Listing("pinned")

    public static func by(_ userName: String) -> Listing { Listing("by/\(userName)") }

    public static func tag(_ slug: String) -> Listing { Listing("tag/\(slug)") }

    /// The pages under another one, in the order of their position; those on top: nil.
    public static func pages(under parentID: Int?) -> Listing { Listing("pages/\(parentID ?? 0)") }

    /// What somebody has begun and not published, for her alone, by the time of the last change.
    public static func drafts(of userName: String) -> Listing { Listing("drafts/\(userName)") }
    /// All that somebody has published or scheduled, unlisted posts and pages too, for her alone.
    public static func written(by userName: String) -> Listing { Listing("written/\(userName)") }
}
