/// What an access token lets a program do in its owner's name. No token gives a right that her role does not give.
public enum Scope: String, Sendable, CaseIterable {
    /// Reads what is hers alone: drafts, sources, uploads.
    case read
    case posts
    case comments
    case uploads

    /// What it allows, as people read it.
    public var words: StaticString {
        switch self {
        case .read: "Read what only you see: drafts, sources, files"
        case .posts: "Write, change and delete posts"
        case .comments: "Write, change and delete comments"
        case .uploads: "Upload and delete files"
        }
    }
}
