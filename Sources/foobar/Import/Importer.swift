import Foundation
import Markdown
import Site

/// Puts an archive into the site's databases: whole, or not at all. What is there already stays as it is.
struct Importer {
    private let site: Site
    private let members: Members
    private let archive: Archive
    private let progress: Progress
    private let now: Int

    private var problems: Problems
    private(set) var counts: [(what: Counted, number: Int)] = Counted.allCases.map { ($0, 0) }

    private var bylines: [String: (id: Int, byline: Byline)] = [:]
    private var terms: [String: TagName] = [:]
    private var slugs: Set<String> = []
    private var ids: [String: Int] = [:]
    /// What `members.db` gets once `site.db` has all.
    private var emails: [(id: Int, email: String)] = []
    private var passwords: [(id: Int, hash: PasswordHash)] = []
    private var hashes: [String: PasswordHash] = [:]

    /// What a summary counts, in its order.
    enum Counted: String, CaseIterable {
        case posts, pages, drafts, scheduled, pinned, protected, `private`, trash, comments, people, tags, categories
        case addresses, known
    }

    init(_ archive: Archive, site: Site, members: Members, progress: Progress, now: Int) {
        self.archive = archive
        self.site = site
        self.members = members
        self.progress = progress
        self.now = now
        problems = archive.problems
    }

    /// What did not come in, or not as it was, with what was found while writing.
    var report: Problems { problems }

    /// - Parameter dryRun: take everything back at the end.
    /// - Throws: `SQLiteError`; nothing is written then.
    mutating func run(dryRun: Bool) throws {
        // Argon2id takes its time: before the transactions, not in them.
        for password in Set(archive.entries.compactMap(\.password)) where !dryRun {
            guard let hash = PasswordHash(of: password) else {
                throw ImportError("There is not enough memory to hash a password. Nothing was imported.")
            }
            hashes[password] = hash
        }
        do {
            try site.transaction {
                try write()
                if dryRun { throw DryRun() }
                // The second file last, so that what can fail has not: a crash between the two commits loses addresses
                // and passwords, and the protected posts then open to nobody.
                try members.transaction {
                    for (id, email) in emails { try members.addMember(userID: id, email: email, now: now) }
                    for (id, hash) in passwords { try members.setPassword(ofPost: id, hash: hash) }
                }
            }
        } catch is DryRun {}
        progress.end()
    }

    private struct DryRun: Error {}

    private mutating func count(_ what: Counted, _ number: Int = 1) {
        for index in counts.indices where counts[index].what == what { counts[index].number += number }
    }

    private mutating func write() throws {
        for user in archive.users { try add(user) }
        for term in archive.terms { try add(term) }
        // Parents first: a page stands under one that is there. What is in a ring stands at the top.
        let order = parentsFirst()
        for (done, index) in order.enumerated() {
            progress.step("Importing", done, of: order.count)
            try add(archive.entries[index])
        }
    }

    private func parentsFirst() -> [Int] {
        let places = Dictionary(archive.entries.indices.map { (archive.entries[$0].identity, $0) }, uniquingKeysWith: { first, _ in first })
        var order: [Int] = []
        var seen: Set<Int> = []
        for index in archive.entries.indices {
            var chain: [Int] = []
            var next: Int? = index
            while let current = next, seen.insert(current).inserted {
                chain.append(current)
                next = archive.entries[current].parent.flatMap { places[$0] }
            }
            order += chain.reversed()
        }
        return order
    }

    private mutating func add(_ user: Archive.User) throws {
        guard bylines[user.login] == nil else { return }
        let wanted = String(Slug.of(user.login, orElse: "author").prefix(29))
        let taken = Set(bylines.values.map(\.byline.name))
        let name = Slug.free(wanted, isTaken: taken.contains)
        let shown = user.shown.isEmpty ? user.login : user.shown
        if let id = try site.userID(name) {
            bylines[user.login] = (id, Byline(name: name, shown: shown))
            return
        }
        let id = try site.addImportedUser(
            name: name, shown: shown, about: SafeHTML(html: user.about).plainText, link: user.link, now: now)
        bylines[user.login] = (id, Byline(name: name, shown: shown))
        if let email = user.email, email.contains("@") { emails.append((id, email)) }
        count(.people)
    }

    private mutating func add(_ term: Archive.Term) throws {
        let name = TagName(slug: term.slug, name: term.name, kind: term.isCategory ? .category : .tag)
        terms[term.slug] = name
        if try !site.hasTag(term.slug) { count(term.isCategory ? .categories : .tags) }
        try site.add(name, about: term.about, parent: term.parent)
    }

    private mutating func add(_ entry: Archive.Entry) throws {
        if let id = try site.postID(at: entry.identity) {
            ids[entry.identity] = id
            count(.known)
            return
        }
        let safe = entry.format == .markdown ? SafeHTML(markdown: entry.source) : SafeHTML(html: entry.source)
        let base = Slug.of(entry.slug, orElse: entry.kind == .page ? "page" : "post")
        let slug = try Slug.free(base) { try slugs.contains($0) || site.hasPost(slug: $0) }
        slugs.insert(slug)
        // Nothing of a protected post's text may show: not in a title made from it, not in its excerpt.
        let isProtected = entry.password != nil
        let title = entry.title.isEmpty && !isProtected ? SafeHTML(html: safe.bytes).summary(limit: 60) : entry.title
        var draft = PostDraft(
            slug: slug, title: title.isEmpty ? "Untitled" : title, publishedAt: entry.publishedAt,
            updatedAt: entry.updatedAt, html: safe.string, text: safe.plainText, source: entry.source)
        draft.kind = entry.kind == .page ? .page : .post
        draft.format = entry.format == .markdown ? .markdown : .html
        draft.state = switch entry.state {
        case .draft: .draft
        case .published: .published
        case .private: .private
        case .trash: .trash
        }
        draft.isPinned = entry.isPinned
        draft.isUnlisted = entry.isUnlisted
        draft.isProtected = isProtected
        draft.hasOpenComments = entry.hasOpenComments
        draft.parentID = entry.parent.flatMap { ids[$0] }
        draft.position = entry.position
        draft.authors = entry.authors.compactMap { bylines[$0]?.byline }
        draft.tags = entry.terms.compactMap { terms[$0] }
        draft.image = entry.image
        if !isProtected { draft.excerpt = entry.excerpt.isEmpty ? safe.summary(limit: 300) : entry.excerpt }
        let id = try site.add(draft)
        ids[entry.identity] = id
        if let hash = entry.password.flatMap({ hashes[$0] }) { passwords.append((id, hash)) }
        count(entry)
        try addAddresses(of: entry, id: id, slug: slug)
        try addComments(of: entry, id: id)
    }

    private mutating func count(_ entry: Archive.Entry) {
        count(entry.kind == .page ? .pages : .posts)
        switch entry.state {
        case .draft: count(.drafts)
        case .private: count(.private)
        case .trash: count(.trash)
        case .published: if entry.publishedAt > now { count(.scheduled) }
        }
        if entry.isPinned { count(.pinned) }
        if entry.password != nil { count(.protected) }
    }

    private mutating func addAddresses(of entry: Archive.Entry, id: Int, slug: String) throws {
        try site.addRedirect(from: entry.identity, toPost: id)
        for address in Set(entry.oldAddresses).sorted() where address != "/posts/\(slug)" {
            if try site.addRedirect(from: address, toPost: id) {
                count(.addresses)
            } else if try site.postID(at: address) != id {
                problems.add("Old addresses that lead elsewhere already; they stay so", "\(address), of \(entry.title)")
            }
        }
    }

    private mutating func addComments(of entry: Archive.Entry, id: Int) throws {
        var commentIDs: [String: Int] = [:]
        let known = Set(entry.comments.map(\.id))
        var waiting = entry.comments
        // Answers may stand before what they answer; each round adds those whose parent is there.
        while !waiting.isEmpty {
            var later: [Archive.Comment] = []
            for comment in waiting {
                if let parent = comment.parent, commentIDs[parent] == nil, known.contains(parent), parent != comment.id {
                    later.append(comment)
                    continue
                }
                if let parent = comment.parent, !known.contains(parent) {
                    problems.add("Comments whose parent is not there; they begin a thread", "\(comment.name), on \(entry.title)")
                }
                commentIDs[comment.id] = try add(comment, to: id, parent: comment.parent.flatMap { commentIDs[$0] })
            }
            if later.count == waiting.count {
                for index in later.indices { later[index].parent = nil }
            }
            waiting = later
        }
    }

    private mutating func add(_ comment: Archive.Comment, to post: Int, parent: Int?) throws -> Int {
        let safe = SafeHTML(html: comment.source, policy: .comment)
        let author: CommentDraft.Author
        if let member = comment.user.flatMap({ bylines[$0] }) {
            author = .member(id: member.0, member.1)
        } else {
            author = .guest(name: comment.name, link: comment.link.hasPrefix("http") ? comment.link : "")
        }
        var draft = CommentDraft(
            postID: post, parentID: parent, author: author, createdAt: comment.createdAt, html: safe.string, source: comment.source)
        draft.format = .html
        draft.state = switch comment.state {
        case .visible: .visible
        case .held: .held
        case .hidden: .hidden
        }
        count(.comments)
        return try site.add(draft)
    }
}
