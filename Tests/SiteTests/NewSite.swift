import Foundation
import Site

/// A site of one test in a folder of its own, gone with it.
final class NewSite {
    /// Noon of a day in 2020: the time of all tests but those that say otherwise.
    static let now = CivilTime.seconds(year: 2020, month: 6, day: 15, hour: 12)
    static let day = 86_400

    let folder: DataFolder
    let site: Site

    init() throws {
        folder = DataFolder(NSTemporaryDirectory() + "/site-tests-\(UUID().uuidString)")
        try FileManager.default.createDirectory(atPath: folder.path, withIntermediateDirectories: true)
        try folder.prepare()
        site = try Site(in: folder, for: .writing)
    }

    deinit {
        try? FileManager.default.removeItem(atPath: folder.path)
    }

    /// A post as a plain one is, published a number of days ago.
    static func post(_ slug: String, days: Int = 1, _ change: (inout PostDraft) -> Void = { _ in }) -> PostDraft {
        var draft = PostDraft(
            slug: slug, title: "Title of \(slug)", publishedAt: now - days * day, html: "<p>Text of \(slug)</p>",
            text: "Text of \(slug)", source: "Text of \(slug)")
        change(&draft)
        return draft
    }

    @discardableResult
    func add(_ slug: String, days: Int = 1, _ change: (inout PostDraft) -> Void = { _ in }) throws -> Int {
        try site.transaction { try site.add(Self.post(slug, days: days, change)) }
    }

    @discardableResult
    func comment(
        on postID: Int, under parentID: Int? = nil, state: CommentState = .visible, by author: CommentDraft.Author = .guest(name: "Bo", link: "")
    ) throws -> Int {
        var draft = CommentDraft(
            postID: postID, parentID: parentID, author: author, createdAt: Self.now, html: "<p>c</p>", source: "c")
        draft.state = state
        return try site.transaction { try site.add(draft) }
    }

    /// The slugs on one page of a list, and what stands on both sides of it.
    func page(
        of listing: Listing = .posts, before: PageKey? = nil, since: Int = .min, until: Int = .max, now: Int = NewSite.now,
        limit: Int = 100, withPinned: Bool = true
    ) throws -> (slugs: [String], links: PageLinks) {
        var slugs: [String] = []
        let links = try site.posts(
            in: listing, before: before, since: since, until: until, now: now, limit: limit, withPinned: withPinned
        ) { slugs.append($0.slugText) }
        return (slugs, links)
    }

    func slugs(of listing: Listing = .posts, now: Int = NewSite.now) throws -> [String] {
        try page(of: listing, now: now).slugs
    }
}

extension Span<UInt8> {
    /// A copy as text.
    var text: String { withUnsafeBufferPointer { String(decoding: $0, as: UTF8.self) } }
}
