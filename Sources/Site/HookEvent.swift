/// What the site can tell other programs of.
public enum HookEvent: String, Sendable, CaseIterable {
    /// A post that stands in the lists can be read from now on.
    case postPublished = "post.published"
    /// A comment can be read from now on: at once, or since a moderator let it through.
    case commentAdded = "comment.added"
    /// Somebody has made an account.
    case memberJoined = "member.joined"
}
