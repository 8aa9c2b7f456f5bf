import Site
import Testing

@Suite struct CommentTests {
    let new: NewSite
    let post: Int

    init() throws {
        new = try NewSite()
        post = try new.add("post")
    }

    private func thread(after: Int? = nil, limit: Int = 100) throws -> (ids: [Int], depths: [Int], more: Int?) {
        var ids: [Int] = []
        var depths: [Int] = []
        let more = try new.site.comments(on: post, after: after, limit: limit) {
            ids.append($0.id)
            depths.append($0.depth)
        }
        return (ids, depths, more)
    }

    @Test func answersStandUnderWhatTheyAnswer() throws {
        let a = try new.comment(on: post)
        let b = try new.comment(on: post)
        let a1 = try new.comment(on: post, under: a)
        let b1 = try new.comment(on: post, under: b)
        let a2 = try new.comment(on: post, under: a)
        let a11 = try new.comment(on: post, under: a1)
        let found = try thread()
        #expect(found.ids == [a, a1, a11, a2, b, b1])
        #expect(found.depths == [0, 1, 2, 1, 0, 1])
        #expect(found.more == nil)
    }

    @Test func aThreadMayBeVeryDeep() throws {
        var parent: Int?
        for _ in 0..<300 { parent = try new.comment(on: post, under: parent) }
        #expect(try thread(limit: 1_000).depths == Array(0..<300))
    }

    @Test(arguments: [1, 2, 3, 7, 100])
    func pagesGoOnWhereTheyEnded(_ limit: Int) throws {
        var all: [Int] = []
        for _ in 0..<4 {
            let root = try new.comment(on: post)
            all.append(root)
            all.append(try new.comment(on: post, under: root))
        }
        var pages = [try thread(limit: limit)]
        while let more = pages[pages.count - 1].more, pages.count < 20 { pages.append(try thread(after: more, limit: limit)) }
        #expect(pages.flatMap(\.ids) == all)
        #expect(pages.count == (8 + limit - 1) / limit)
    }

    @Test func onlyTheHeldAreLeftOut() throws {
        for state in [CommentState.visible, .held, .hidden, .deleted] { try new.comment(on: post, state: state) }
        var states: [CommentState] = []
        _ = try new.site.comments(on: post, limit: 10) { states.append($0.state) }
        #expect(states == [.visible, .hidden, .deleted])
    }

    @Test func onlyVisibleOnesAreCounted() throws {
        for state in [CommentState.visible, .held, .visible, .hidden, .deleted] { try new.comment(on: post, state: state) }
        #expect(try new.site.post("post", now: NewSite.now) { $0.commentCount } == 2)
    }

    @Test func namesItsAuthor() throws {
        let amy = try new.site.addImportedUser(name: "amy", shown: "Amy", now: 0)
        try new.comment(on: post, by: .member(id: amy, Byline(name: "amy", shown: "Amy\tÜ")))
        try new.comment(on: post, by: .guest(name: "Bo\nB", link: "https://bo.example"))
        var authors: [[String]] = []
        _ = try new.site.comments(on: post, limit: 10) { comment in
            let link = comment.guestLink.text
            comment.author { authors.append([$0.text, $1.text, link]) }
            #expect(comment.html.text == "<p>c</p>" && comment.createdAt == NewSite.now && !comment.isEdited)
        }
        #expect(authors == [["amy", "Amy Ü", ""], ["", "Bo B", "https://bo.example"]])
    }

    @Test func thoseOfOtherPostsAreNotShown() throws {
        let other = try new.add("other")
        let own = try new.comment(on: post)
        try new.comment(on: other)
        #expect(try thread().ids == [own])
        #expect(try new.site.comments(on: 999, limit: 10) { _ in Issue.record("a comment") } == nil)
    }

    @Test func aCommentBelongsToAPostThatIsThere() throws {
        #expect(throws: (any Error).self) { try new.comment(on: 999) }
    }

    @Test func aMembersOwnAreThoseThatEveryoneMayRead() throws {
        let amy = try new.site.addImportedUser(name: "amy", shown: "Amy", now: 0)
        let author = CommentDraft.Author.member(id: amy, Byline(name: "amy", shown: "Amy"))
        let first = try new.comment(on: post, by: author)
        try new.comment(on: post, state: .held, by: author)
        try new.comment(on: post, state: .hidden, by: author)
        try new.comment(on: post)
        for (slug, change) in [
            ("draft", { (draft: inout PostDraft) in draft.state = .draft }), ("soon", { $0.publishedAt = NewSite.now + 1 }),
            ("locked", { $0.isProtected = true }), ("unlisted", { $0.isUnlisted = true }),
        ] { try new.comment(on: new.add(slug, change), by: author) }
        let last = try new.comment(on: post, by: author)
        var ids: [Int] = []
        try new.site.comments(by: amy, now: NewSite.now, limit: 10) { id, slug, _, _, _ in
            ids.append(id)
            #expect(slug.text == "post")
        }
        #expect(ids == [last, first])
    }
}
