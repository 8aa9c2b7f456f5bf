/// All that a post or page is, as it is written.
public struct PostDraft: Sendable, Equatable {
    public enum Kind: String, Sendable { case post, page }

    public enum State: String, Sendable {
        case draft
        /// From `publishedAt` on; before that it is scheduled.
        case published
        /// For its authors alone.
        case `private`
        case trash
    }

    public enum Format: String, Sendable { case markdown, html }

    /// `[a-z0-9-]`, unlike that of any other post or page.
    public var slug: String
    public var kind: Kind = .post
    public var state: State = .published
    /// Seconds since 1970.
    public var publishedAt: Int
    public var updatedAt: Int
    public var isPinned = false
    public var isUnlisted = false
    /// Asks for a password, kept by `Members`.
    public var isProtected = false
    public var hasOpenComments = true
    /// The page above a page.
    public var parentID: Int?
    /// A page's place among its siblings.
    public var position = 0
    public var authors: [Byline] = []
    public var tags: [TagName] = []
    /// Address of the picture that stands for it.
    public var image = ""
    /// Plain text.
    public var title: String
    /// Plain text.
    public var excerpt = ""
    /// Safe HTML.
    public var html: String
    /// The same as plain text, for the search.
    public var text: String
    public var format: Format = .markdown
    public var source: String

    public init(
        slug: String, title: String, publishedAt: Int, updatedAt: Int? = nil, html: String, text: String, source: String
    ) {
        self.slug = slug
        self.title = title
        self.publishedAt = publishedAt
        self.updatedAt = updatedAt ?? publishedAt
        self.html = html
        self.text = text
        self.source = source
    }

    /// The lists that show it, each with the number that it is sorted by.
    var listings: [(Listing, sortAt: Int)] {
        guard state == .published, !isUnlisted else { return [] }
        guard kind == .post else { return [(.pages(under: parentID), position)] }
        return [(.posts, publishedAt)] + (isPinned ? [(.pinned, publishedAt)] : [])
            + authors.map { (.by($0.name), publishedAt) } + tags.map { (.tag($0.slug), publishedAt) }
    }

    /// The lists of her own writing that each author has.
    var desks: [(Listing, sortAt: Int)] {
        authors.map { state == .published ? (.written(by: $0.name), publishedAt) : (.drafts(of: $0.name), updatedAt) }
    }

    /// Whether the search finds it, once it is published.
    var isSearchable: Bool { state == .published && !isUnlisted }
}
