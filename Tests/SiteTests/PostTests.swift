import Site
import Testing

@Suite struct PostTests {
    let new: NewSite
    var site: Site { new.site }

    init() throws { new = try NewSite() }

    private func isRead(_ slug: String, now: Int = NewSite.now) throws -> Bool {
        try site.post(slug, now: now) { _ in true } ?? false
    }

    @Test func comesBackAsItWasWritten() throws {
        let above = try new.add("above") { $0.kind = .page }
        let id = try new.add("hello") {
            $0.title = "Hello <b> & \"you\""
            $0.updatedAt = NewSite.now
            $0.excerpt = "In short"
            $0.image = "/a.png"
            $0.isPinned = true
            $0.isProtected = true
            $0.isUnlisted = true
            $0.hasOpenComments = false
            $0.parentID = above
            $0.authors = [Byline(name: "amy", shown: "Amy Ü"), Byline(name: "bo", shown: "")]
            $0.tags = [TagName(slug: "news", name: "News"), TagName(slug: "c", name: "C\tand\nD", kind: .category)]
        }
        var pairs: [[String]] = []
        let found = try site.post("hello", now: NewSite.now) { post in
            #expect(post.id == id)
            #expect(post.slugText == "hello" && !post.isPage)
            #expect(post.titleText == "Hello <b> & \"you\"" && post.excerptText == "In short" && post.imageText == "/a.png")
            #expect(post.publishedAt == NewSite.now - NewSite.day && post.updatedAt == NewSite.now)
            #expect(post.html.text == "<p>Text of hello</p>")
            #expect(post.isPinned && post.isProtected && post.isUnlisted && !post.hasOpenComments)
            #expect(post.parentID == above && post.commentCount == 0 && post.hasTags)
            post.authors { pairs.append([$0.text, $1.text]) }
            post.tags { pairs.append([$0.text, $1.text]) }
            return true
        }
        #expect(found == true)
        #expect(pairs == [["amy", "Amy Ü"], ["bo", ""], ["news", "News"], ["c", "C and D"]])
        #expect(try site.post("above", now: NewSite.now) { $0.isPage } == true)
    }

    @Test func withoutAuthorsAndTagsHasNone() throws {
        try new.add("bare")
        var count = 0
        try site.post("bare", now: NewSite.now) { post in
            let hasTags = post.hasTags
            #expect(!hasTags)
            post.authors { _, _ in count += 1 }
            post.tags { _, _ in count += 1 }
        }
        #expect(count == 0)
    }

    @Test func isReadFromItsTimeOn() throws {
        try new.add("soon", days: -1)
        let due = NewSite.now + NewSite.day
        #expect(try !isRead("soon") && !isRead("soon", now: due - 1))
        #expect(try isRead("soon", now: due))
    }

    @Test(arguments: [PostDraft.State.draft, .private, .trash])
    func isNeverReadUnlessPublished(_ state: PostDraft.State) throws {
        try new.add("hidden") { $0.state = state }
        #expect(try !isRead("hidden", now: .max / 2))
        #expect(try new.slugs(now: NewSite.now * 2).isEmpty)
        #expect(try site.hasPost(slug: "hidden"))
        #expect(try !site.isEmpty())
    }

    @Test func anUnlistedOneIsReadByItsAddressAlone() throws {
        try new.add("secret") {
            $0.isUnlisted = true
            $0.isPinned = true
            $0.tags = [TagName(slug: "t", name: "T")]
            $0.authors = [Byline(name: "amy", shown: "Amy")]
        }
        #expect(try isRead("secret"))
        for listing in [Listing.posts, .pinned, .tag("t"), .by("amy")] {
            #expect(try new.slugs(of: listing).isEmpty)
        }
    }

    @Test func aSlugIsTakenOnce() throws {
        try new.add("one")
        #expect(throws: (any Error).self) { try new.add("one") }
        #expect(try new.slugs() == ["one"])
        #expect(try !site.hasPost(slug: "two"))
    }

    @Test func anUnknownSlugIsNone() throws {
        for slug in ["", "nothing", "' OR 1=1 --", "a\0b"] { #expect(try !isRead(slug)) }
        #expect(try site.isEmpty())
    }

    @Test func aFeedHasWholePostsOfOneList() throws {
        for number in 1...4 { try new.add("p\(number)", days: number) { $0.tags = number == 2 ? [] : [TagName(slug: "t", name: "T")] } }
        try new.add("soon", days: -1) { $0.tags = [TagName(slug: "t", name: "T")] }
        var seen: [String] = []
        try site.wholePosts(in: .tag("t"), now: NewSite.now, limit: 2) { seen.append($0.slugText + $0.html.text) }
        #expect(seen == ["p1<p>Text of p1</p>", "p3<p>Text of p3</p>"])
    }
}
