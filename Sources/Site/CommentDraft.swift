/// A comment, as it is written.
public struct CommentDraft: Sendable, Equatable {
    public enum Author: Sendable, Equatable {
        case member(id: Int, Byline)
        /// Somebody without an account, as an import has them.
        case guest(name: String, link: String)
    }

    public var postID: Int
    public var parentID: Int?
    public var author: Author
    public var state: CommentState = .visible
    /// Seconds since 1970.
    public var createdAt: Int
    /// Safe HTML.
    public var html: String
    public var format: PostDraft.Format = .markdown
    public var source: String

    public init(postID: Int, parentID: Int? = nil, author: Author, createdAt: Int, html: String, source: String) {
        self.postID = postID
        self.parentID = parentID
        self.author = author
        self.createdAt = createdAt
        self.html = html
        self.source = source
    }
}
