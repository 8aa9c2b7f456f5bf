/// How a search went.
public struct SearchResult: Sendable, Equatable {
    public enum Order: Sendable, Equatable {
        /// Best match first.
        case rank
        /// Newest first: too many posts match for a rank to say much.
        case newest
    }

    public var order: Order
    /// How many posts match; nil where there are more than `Site.rankedLimit`.
    public var count: Int?
    /// What the next page goes on from; nil where this is the last.
    public var next: Int?
}
