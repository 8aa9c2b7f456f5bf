/// What somebody may do here; each may what those before it may.
public enum Role: String, Sendable, CaseIterable, Comparable {
    /// Comments, flags, follows.
    case member
    /// Writes posts of her own.
    case author
    /// Hides, restores, locks, bans.
    case moderator
    /// Settings, roles, all posts.
    case owner

    private var rank: Int {
        switch self {
        case .member: 0
        case .author: 1
        case .moderator: 2
        case .owner: 3
        }
    }

    public static func < (left: Role, right: Role) -> Bool { left.rank < right.rank }
}
