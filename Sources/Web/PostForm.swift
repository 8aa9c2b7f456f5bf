import CGI
import HTML
import Site

/// What stands in the fields of the post editor, and what is wrong with it.
public struct PostForm {
    /// What a button asks for.
    public enum Intent: String, Sendable {
        case preview, publish
        case draft
        /// Leaves the state as it is.
        case save
    }

    public var title = ""
    public var source = ""
    var tags = ""
    var slug = ""
    var time = PublishTime(0)
    var excerpt = ""
    var isPinned = false
    var isUnlisted = false
    var isPage = false
    var hasOpenComments = true
    /// The post that is edited; nil for a new one.
    public var postID: Int?
    /// `updatedAt` of the post that she began with.
    public var base = 0
    private(set) var errors: [(field: Field, words: HTML)] = []

    enum Field { case title, source, tags, slug, date, excerpt, form }

    /// An empty form.
    public init() {}

    /// The form as a post fills it.
    public init(_ post: StoredPost) {
        let draft = post.draft
        title = draft.title
        source = draft.source
        tags = draft.tagNames
        slug = draft.slug
        time = PublishTime(draft.publishedAt)
        excerpt = draft.typedExcerpt
        isPinned = draft.isPinned
        isUnlisted = draft.isUnlisted
        isPage = draft.kind == .page
        hasOpenComments = draft.hasOpenComments
        postID = post.id
        base = draft.updatedAt
    }

    /// The form as it was sent.
    public init(_ fields: Query) {
        title = take(.title, TypedText(line: fields["title"], limit: PostDraft.titleLimit))
        source = take(.source, TypedText(lines: fields["source"], limit: PostDraft.sourceLimit))
        tags = take(.tags, TypedText(line: fields["tags"], limit: (PostDraft.tagLimit + 2) * PostDraft.mostTags))
        slug = take(.slug, TypedText(line: fields["slug"], limit: Slug.longest))
        excerpt = take(.excerpt, TypedText(line: fields["excerpt"], limit: PostDraft.excerptLimit))
        time = PublishTime(
            date: TypedText(line: fields["date"], limit: 20).text, time: TypedText(line: fields["time"], limit: 20).text)
        isPinned = fields["pinned"] != nil
        isUnlisted = fields["unlisted"] != nil
        isPage = fields["page"] != nil
        hasOpenComments = fields["comments"] != nil
        postID = fields["post"].flatMap { Int($0) }
        base = fields["base"].flatMap { Int($0) } ?? 0
    }

    public var hasErrors: Bool { !errors.isEmpty }

    public mutating func addError(_ words: HTML) { errors.append((.form, words)) }

    public mutating func refuseSlug() {
        errors.append((.slug, "Another post has this address. Choose another one."))
    }

    func error(_ field: Field) -> HTML? { errors.first { $0.field == field }?.words }

    private mutating func take(_ field: Field, _ typed: TypedText) -> String {
        if typed.isTooLong {
            errors.append((field, "This is too long by some characters. All of it is still here."))
        }
        return typed.text
    }

    /// The post that the form describes. Errors are added for what is missing or makes no sense; they keep it
    /// from being saved, not from being previewed.
    /// - Parameters:
    ///   - post: the post that is edited.
    ///   - isOwner: whether she may pin posts and make pages; else both stay as they are.
    public mutating func draft(
        over post: StoredPost?, intent: Intent, by viewer: Viewer, site: Site, now: Int
    ) throws -> PostDraft {
        let old = post?.draft
        var draft = old ?? PostDraft(slug: "", title: "", publishedAt: 0, html: "", text: "", source: "")
        draft.title = title
        draft.source = source
        if old == nil {
            draft.authors = [viewer.byline]
            draft.state = .draft
        }
        switch intent {
        case .publish: draft.state = .published
        case .draft: draft.state = .draft
        case .save, .preview: break
        }
        draft.updatedAt = now
        draft.publishedAt = moment(over: old, state: draft.state, now: now)
        draft.isUnlisted = isUnlisted
        draft.hasOpenComments = hasOpenComments
        if viewer.may(.arrangePosts) {
            draft.isPinned = isPinned
            draft.kind = isPage ? .page : .post
        } else {
            isPinned = draft.isPinned
            isPage = draft.kind == .page
        }
        draft.tags = try tagNames(over: old, site: site)
        draft.slug = slug.isEmpty ? "" : Slug.of(slug)
        if !slug.isEmpty && draft.slug != slug && old?.slug != slug {
            errors.append((.slug, "An address has small letters, digits and hyphens: \(draft.slug.isEmpty ? "my-post" : draft.slug)"))
        }
        if old?.slug == slug { draft.slug = slug }
        if draft.slug == "new" && old?.slug != "new" {
            errors.append((.slug, "The word “new” is taken. Choose another one."))
        }
        if title.isEmpty && draft.state == .published {
            errors.append((.title, "A post needs a title before it can be published."))
        }
        if title.isEmpty && source.isEmpty && intent != .preview && draft.state != .published {
            errors.append((.source, "There is nothing to save yet. Write something first."))
        }
        draft.render(excerpt: excerpt)
        return draft
    }

    /// When it is to appear: what was typed; where nothing was, when it did, or now.
    private mutating func moment(over old: PostDraft?, state: PostDraft.State, now: Int) -> Int {
        // The fields have no seconds; a time that was not touched keeps its own.
        if let old, PublishTime(old.publishedAt) == time, old.publishedAt != 0 { return old.publishedAt }
        guard time.isEmpty else {
            if let seconds = time.seconds { return seconds }
            errors.append((.date, time.date.isEmpty
                ? "Give the day too." : "This is no date and time. Write them like 2026-11-23 and 14:30."))
            return old?.publishedAt ?? now
        }
        if let old, old.state == .published { return old.publishedAt }
        return state == .published ? now : 0
    }

    private mutating func tagNames(over old: PostDraft?, site: Site) throws -> [TagName] {
        // An imported tag may have a comma in its name.
        if let old, old.tagNames == tags { return old.tags }
        let names = TagList.names(in: tags)
        if names.count > PostDraft.mostTags {
            errors.append((.tags, "These are \(names.count) tags; \(PostDraft.mostTags) are the most."))
        }
        if let long = names.first(where: { $0.name.utf16.count > PostDraft.tagLimit }) {
            errors.append((.tags, "The tag “\(long.name)” is too long."))
        }
        return try site.known(Array(names.prefix(PostDraft.mostTags)))
    }
}
