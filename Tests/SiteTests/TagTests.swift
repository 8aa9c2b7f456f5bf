import Site
import Testing

@Suite struct TagTests {
    let new: NewSite

    init() throws { new = try NewSite() }

    private func add(_ slug: String, days: Int = 1, tags: [String], _ change: (inout PostDraft) -> Void = { _ in }) throws {
        try new.add(slug, days: days) {
            $0.tags = tags.map { TagName(slug: $0, name: $0.uppercased()) }
            change(&$0)
        }
    }

    private func tags(after: String = "", now: Int = NewSite.now, limit: Int = 100) throws -> (list: [String], more: String?) {
        var list: [String] = []
        let more = try new.site.tags(after: after, now: now, limit: limit) { slug, _, _, posts in list.append("\(slug.text) \(posts)") }
        return (list, more)
    }

    @Test func countsPosts() throws {
        try add("a", tags: ["x", "y"])
        try add("b", tags: ["x"])
        #expect(try tags().list == ["x 2", "y 1"])
    }

    @Test func countsWhatEveryoneMayReadAlone() throws {
        try add("a", tags: ["x"])
        try add("soon", days: -1, tags: ["x", "later"])
        try add("draft", tags: ["x"]) { $0.state = .draft }
        try add("unlisted", tags: ["x"]) { $0.isUnlisted = true }
        try add("page", tags: ["x"]) { $0.kind = .page }
        #expect(try tags().list == ["x 1"])
        #expect(try tags(now: NewSite.now + NewSite.day).list == ["later 1", "x 2"])
    }

    @Test func aTagThatAPostNamesTwiceCountsOnce() throws {
        try add("a", tags: ["x", "x"])
        #expect(try tags().list == ["x 1"])
    }

    @Test(arguments: [1, 2, 3, 5, 6])
    func pagesGoOnWhereTheyEnded(_ limit: Int) throws {
        try add("a", tags: ["a", "b", "c", "d", "e"])
        var pages = [try tags(limit: limit)]
        while let more = pages[pages.count - 1].more, pages.count < 20 { pages.append(try tags(after: more, limit: limit)) }
        #expect(pages.flatMap(\.list) == ["a 1", "b 1", "c 1", "d 1", "e 1"])
        #expect(pages.count == (5 + limit - 1) / limit)
    }

    @Test func isFoundBySlug() throws {
        try new.site.transaction {
            try new.site.add(TagName(slug: "cats", name: "Cats & dogs", kind: .category), about: "Pets", parent: "animals")
            try new.site.add(TagName(slug: "cats", name: "Another"))
        }
        let found = try new.site.tag("cats") { [$0.text, $1.text, $2.text] }
        #expect(found == ["Cats & dogs", "Pets", "animals"])
        #expect(try new.site.tag("dogs") { _, _, _ in true } == nil)
        #expect(try new.site.hasTag("cats") && !new.site.hasTag("dogs"))
        #expect(try tags().list.isEmpty)
    }

    @Test func aCategoryIsToldFromATag() throws {
        try new.add("a") { $0.tags = [TagName(slug: "c", name: "C", kind: .category), TagName(slug: "t", name: "T")] }
        var kinds: [Bool] = []
        _ = try new.site.tags(now: NewSite.now, limit: 9) { _, _, isCategory, _ in kinds.append(isCategory) }
        #expect(kinds == [true, false])
    }
}
