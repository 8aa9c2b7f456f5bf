/// What the owner decides that no page shows.
public struct Rules: Sendable, Equatable {
    public static let mostHeldComments = 100

    public var signUp = SignUp.open
    /// So many of a new member's first comments wait for a moderator: 0 to 100.
    public var heldComments = 1
    /// Words and phrases; a comment that has one of them waits for a moderator.
    public var blockedWords: [String] = []
    /// Who mail comes from; empty: the site's title.
    public var mailName = ""
    /// The address that mail comes from; empty: one at the site's host.
    public var mailAddress = ""

    public init() {}
}
