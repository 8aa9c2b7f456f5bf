/// A program elsewhere that hears of what happens here, by a POST for each event.
public struct Hook: Sendable, Equatable {
    /// So many can there be.
    public static let most = 20

    public let id: Int
    public let address: HookAddress
    public let secret: HookSecret
    public let events: [HookEvent]
    /// Seconds since 1970; it hears of nothing that was before.
    public let createdAt: Int
    /// When it was turned off, since nothing was taken any more; nil while it is in use.
    public let disabledAt: Int?
    /// What was said last when it was turned off, or empty.
    public let fault: String
}
