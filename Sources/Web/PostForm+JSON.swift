import HTML
import JSON
import Site

extension PostForm {
    /// The form as a program fills it: what it does not name stays as it is.
    /// - Parameters:
    ///   - body: looked through; its limits count code points, each of which may be two of what forms count.
    ///   - post: the post that is changed; nil for a new one.
    public init(_ body: JSONValue, over post: StoredPost?) {
        self = post.map { PostForm($0) } ?? PostForm()
        func line(_ name: String, limit: Int) -> String? {
            body[name]?.string.map { TypedText(line: $0, limit: 2 * limit).text }
        }
        title = line("title", limit: PostDraft.titleLimit) ?? title
        source = body["source"]?.string.map { TypedText(lines: $0, limit: 2 * PostDraft.sourceLimit).text } ?? source
        slug = line("slug", limit: Slug.longest) ?? slug
        excerpt = line("excerpt", limit: PostDraft.excerptLimit) ?? excerpt
        if let names = body["tags"]?.array?.compactMap(\.string) {
            tags = names.map { TypedText(line: $0, limit: 2 * PostDraft.tagLimit).text }.joined(separator: ", ")
        }
        isPinned = body["pinned"]?.bool ?? isPinned
        isUnlisted = body["unlisted"]?.bool ?? isUnlisted
        isPage = body["kind"]?.string.map { $0 == "page" } ?? isPage
        hasOpenComments = body["comments_open"]?.bool ?? hasOpenComments
    }

    /// What is wrong, for a program.
    public var faults: [Problem.Fault] {
        errors.map { Problem.Fault(at: $0.field.pointer, $0.words.plainText) }
    }
}

extension PostForm.Field {
    fileprivate var pointer: String {
        switch self {
        case .title: "/title"
        case .source: "/source"
        case .tags: "/tags"
        case .slug: "/slug"
        case .date: "/published_at"
        case .excerpt: "/excerpt"
        case .form: ""
        }
    }
}
