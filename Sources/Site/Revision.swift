/// What a post was after one save of it.
public struct Revision: Sendable, Equatable {
    public let id: Int
    public let postID: Int
    /// Of the user who saved it; 0 where it is older than the first save here.
    public let authorID: Int
    /// Seconds since 1970.
    public let at: Int
    public var title: String
    /// Names, with commas between them.
    public var tags: String
    public var source: String

    /// Whether both say the same.
    public func hasSameText(as draft: PostDraft) -> Bool {
        title == draft.title && source == draft.source && tags == draft.tagNames
    }
}

extension PostDraft {
    /// The tags as they are typed.
    public var tagNames: String { tags.map(\.name).joined(separator: ", ") }
}
