import Site
import SQLite
import Testing

@Suite struct SitemapTests {
    let new: NewSite

    init() throws { new = try NewSite() }

    private func slugs(_ part: Int, now: Int = NewSite.now) throws -> [String] {
        var slugs: [String] = []
        try new.site.sitemap(part: part, now: now) { slug, _ in slugs.append(slug.text) }
        return slugs
    }

    @Test func anEmptySiteHasNoPart() throws {
        #expect(try new.site.sitemapParts() == 0)
        #expect(try slugs(1).isEmpty)
    }

    @Test func hasPostsAndPagesThatEveryoneMayRead() throws {
        try new.add("post") { $0.updatedAt = 77 }
        try new.add("page") { $0.kind = .page }
        try new.add("soon", days: -1)
        try new.add("draft") { $0.state = .draft }
        try new.add("unlisted") { $0.isUnlisted = true }
        try new.add("locked") { $0.isProtected = true }
        #expect(try new.site.sitemapParts() == 1)
        #expect(try slugs(1) == ["post", "page", "locked"])
        #expect(try slugs(1, now: NewSite.now + NewSite.day) == ["post", "page", "soon", "locked"])
        var changed: [Int] = []
        try new.site.sitemap(part: 1, now: NewSite.now) { changed.append($1) }
        #expect(changed[0] == 77)
    }

    @Test func aPartHasNoMoreAddressesThanASitemapMay() throws {
        try new.add("first")
        try new.add("last")
        try new.add("next")
        let database = try Database(new.folder.siteDatabase, for: .writing)
        try database.run("UPDATE post SET id = ? WHERE slug = 'last'", Site.sitemapSize)
        #expect(try new.site.sitemapParts() == 1)
        try database.run("UPDATE post SET id = ? WHERE slug = 'next'", Site.sitemapSize + 1)
        #expect(try new.site.sitemapParts() == 2)
        #expect(try slugs(1) == ["first", "last"])
        #expect(try slugs(2) == ["next"])
        #expect(try slugs(3).isEmpty)
    }

    @Test func partsThatAreNotThereAreEmpty() throws {
        try new.add("post")
        for part in [0, -1, 2, 1_000_000_000] { #expect(try slugs(part).isEmpty, "\(part)") }
    }
}
