import Site
import Testing

@Suite struct RedirectTests {
    let new: NewSite
    let post: Int

    init() throws {
        new = try NewSite()
        post = try new.add("hello")
    }

    private func location(_ path: String, _ query: String = "", now: Int = NewSite.now) throws -> String? {
        try new.site.redirect(from: OldAddress(path: path, query: query), now: now)
    }

    @Test func anOldPathLeadsToItsPost() throws {
        try new.site.addRedirect(from: OldAddress(path: "/2015/03/hello/").key, toPost: post)
        #expect(try location("/2015/03/hello") == "/posts/hello")
        #expect(try location("/2015/03/hello/") == "/posts/hello")
        #expect(try location("/2015/03/hello//") == "/posts/hello")
        #expect(try location("/2015/03/hell") == nil)
        #expect(try location("/2015/03/Hello") == nil)
    }

    @Test func aQueryThatIsNotKnownDoesNotCount() throws {
        try new.site.addRedirect(from: "/old", toPost: post)
        #expect(try location("/old", "utm_source=x") == "/posts/hello")
        #expect(try location("/old/", "a") == "/posts/hello")
    }

    @Test func wordPresssNumbersLeadToTheirPosts() throws {
        let other = try new.add("other")
        try new.site.addRedirect(from: OldAddress(path: "/", query: "p=5").key, toPost: post)
        try new.site.addRedirect(from: OldAddress(path: "/", query: "p=55").key, toPost: other)
        #expect(try location("/", "p=5") == "/posts/hello")
        #expect(try location("", "p=55") == "/posts/other")
        #expect(try location("/", "p=6") == nil)
        #expect(try location("/") == nil)
    }

    @Test func theQueryGoesBeforeThePathAlone() throws {
        let other = try new.add("other")
        try new.site.addRedirect(from: "/index.php", toPost: post)
        try new.site.addRedirect(from: "/index.php?id=2", toPost: other)
        #expect(try location("/index.php", "id=2") == "/posts/other")
        #expect(try location("/index.php", "id=3") == "/posts/hello")
    }

    @Test func mayLeadToAnyPathOfTheSite() throws {
        #expect(try new.site.addRedirect(from: "/category/cats", to: "/tags/cats"))
        #expect(try location("/category/cats/") == "/tags/cats")
        #expect(try new.site.postID(at: "/category/cats") == nil)
    }

    @Test func theFirstToTakeAnAddressKeepsIt() throws {
        let other = try new.add("other")
        #expect(try new.site.addRedirect(from: "/a", toPost: post))
        #expect(try !new.site.addRedirect(from: "/a", toPost: other))
        #expect(try !new.site.addRedirect(from: "/a", to: "/tags"))
        #expect(try location("/a") == "/posts/hello")
        #expect(try new.site.postID(at: "/a") == post)
        #expect(try new.site.hasRedirect(from: "/a") && !new.site.hasRedirect(from: "/b"))
    }

    @Test func leadsToNothingThatMayNotBeRead() throws {
        try new.site.addRedirect(from: "/draft", toPost: new.add("draft") { $0.state = .draft })
        try new.site.addRedirect(from: "/soon", toPost: new.add("soon", days: -1))
        try new.site.addRedirect(from: "/gone", toPost: 999)
        #expect(try location("/draft") == nil)
        #expect(try location("/soon") == nil)
        #expect(try location("/soon", now: NewSite.now + NewSite.day) == "/posts/soon")
        #expect(try location("/gone") == nil)
    }

    @Test(arguments: ["", "/", "//", "/'", "/\0", "/%", "/\u{fffd}", "/..", "/?"])
    func anythingElseIsNotKnown(_ path: String) throws {
        #expect(try location(path) == nil)
        #expect(try location(path, "x'\0\"") == nil)
    }
}
