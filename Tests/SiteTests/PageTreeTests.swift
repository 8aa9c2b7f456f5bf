import Site
import Testing

@Suite struct PageTreeTests {
    let new: NewSite

    init() throws { new = try NewSite() }

    private func page(_ slug: String, under parent: Int? = nil, at position: Int = 0, _ change: (inout PostDraft) -> Void = { _ in })
        throws -> Int
    {
        try new.add(slug) {
            $0.kind = .page
            $0.parentID = parent
            $0.position = position
            change(&$0)
        }
    }

    private func under(_ parent: Int?, now: Int = NewSite.now) throws -> [String] {
        var slugs: [String] = []
        try new.site.pages(under: parent, now: now) { _, slug, _ in slugs.append(slug.text) }
        return slugs
    }

    private func above(_ parent: Int, now: Int = NewSite.now) throws -> [String] {
        var slugs: [String] = []
        try new.site.pages(above: parent, now: now) { slug, _ in slugs.append(slug.text) }
        return slugs
    }

    @Test func pagesUnderAnotherComeByTheirPosition() throws {
        let top = try page("top", at: 2)
        _ = try page("first", at: -1)
        let c = try page("c", under: top, at: 3)
        let a = try page("a", under: top, at: 1)
        _ = try page("b", under: top, at: 1)
        _ = try page("deep", under: a)
        #expect(try under(nil) == ["first", "top"])
        #expect(try under(top) == ["a", "b", "c"])
        #expect(try under(a) == ["deep"])
        #expect(try under(c).isEmpty)
    }

    @Test func pagesAboveComeFromTheTopDown() throws {
        let top = try page("top")
        let middle = try page("middle", under: top)
        let low = try page("low", under: middle)
        #expect(try above(low) == ["top", "middle", "low"])
        #expect(try above(top) == ["top"])
        #expect(try above(999).isEmpty)
    }

    @Test func postsAreInNoTree() throws {
        let post = try new.add("post")
        #expect(try under(nil).isEmpty)
        #expect(try under(post).isEmpty)
    }

    @Test func onlyWhatEveryoneMayReadIsShown() throws {
        _ = try page("draft") { $0.state = .draft }
        _ = try page("unlisted") { $0.isUnlisted = true }
        let trash = try page("trash") { $0.state = .trash }
        _ = try page("shown", under: trash)
        #expect(try under(nil).isEmpty)
        #expect(try above(trash).isEmpty)
    }

    @Test func aScheduledPageAppearsWhenItsTimeHasCome() throws {
        let soon = try page("soon") { $0.publishedAt = NewSite.now + 1 }
        #expect(try under(nil).isEmpty)
        #expect(try above(soon).isEmpty)
        #expect(try under(nil, now: NewSite.now + 1) == ["soon"])
        #expect(try above(soon, now: NewSite.now + 1) == ["soon"])
    }
}
