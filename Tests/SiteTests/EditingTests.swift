import Site
import Testing

@Suite struct EditingTests {
    /// What lists, counts and search say of the site.
    private func shown(_ new: NewSite, _ words: String = "text") throws -> [String] {
        var lines = try new.slugs().map { "posts \($0)" } + new.slugs(of: .pinned).map { "pinned \($0)" }
        _ = try new.site.tags(now: NewSite.now, limit: 100) { slug, _, _, count in lines.append("tag \(slug.text) \(count)") }
        _ = try new.site.users(now: NewSite.now, limit: 100) { lines.append("user \($0.nameText) \($0.postCount)") }
        for desk in [Listing.drafts(of: "ann"), .written(by: "ann")] {
            _ = try new.site.stored(on: desk, limit: 100) { lines.append("desk \($0.slug.text) \($0.state)") }
        }
        return lines
    }

    private func draft(_ new: NewSite, _ slug: String) throws -> StoredPost {
        try #require(try new.site.storedPost(slug))
    }

    @Test func whatIsChangedAndChangedBackIsAsItWas() throws {
        let new = try NewSite()
        try new.site.addImportedUser(name: "ann", shown: "Ann", now: 0)
        try new.add("one") {
            $0.authors = [Byline(name: "ann", shown: "Ann")]
            $0.tags = [TagName(slug: "a", name: "A"), TagName(slug: "b", name: "B")]
        }
        let before = try shown(new)
        var post = try draft(new, "one")
        var changed = post.draft
        changed.state = .draft
        changed.slug = "two"
        changed.isPinned = true
        changed.tags.removeLast()
        _ = try new.site.transaction { try new.site.update(post.id, changed, from: post.draft.updatedAt) }
        #expect(try shown(new) == ["user ann 0", "desk two draft"])
        #expect(try new.site.storedPost("one") == nil)
        let original = post.draft
        post = try draft(new, "two")
        var back = original
        back.updatedAt = post.draft.updatedAt
        _ = try new.site.transaction { try new.site.update(post.id, back, from: post.draft.updatedAt) }
        #expect(try shown(new) == before)
        #expect(try draft(new, "one").draft.updatedAt > post.draft.updatedAt)
    }

    @Test func theSecondOfTwoSavesIsAConflict() throws {
        let new = try NewSite()
        try new.add("one")
        let post = try draft(new, "one")
        _ = try new.site.transaction { try new.site.update(post.id, post.draft, from: post.draft.updatedAt) }
        #expect(throws: EditConflict.self) {
            _ = try new.site.transaction { try new.site.update(post.id, post.draft, from: post.draft.updatedAt) }
        }
        #expect(throws: Refusal.notFound) { try new.site.transaction { try new.site.update(99, post.draft, from: 0) } }
    }

    @Test func anOldAddressLeadsToTheNewOneAndOnlyOfWhatWasPublic() throws {
        let new = try NewSite()
        try new.add("one")
        try new.add("draft") { $0.state = .draft }
        for (slug, other) in [("one", "two"), ("two", "three"), ("draft", "draft-two")] {
            let post = try draft(new, slug)
            var changed = post.draft
            changed.slug = other
            _ = try new.site.transaction { try new.site.update(post.id, changed, from: post.draft.updatedAt) }
        }
        for slug in ["one", "two"] {
            #expect(try new.site.redirect(from: OldAddress(path: "/posts/\(slug)"), now: NewSite.now) == "/posts/three")
        }
        #expect(try !new.site.hasRedirect(from: "/posts/draft"))
    }

    @Test func aDeletedPostLeavesNothingAndItsNumberIsNotGivenAgain() throws {
        let new = try NewSite()
        try new.site.addImportedUser(name: "ann", shown: "Ann", now: 0)
        let empty = try shown(new)
        let id = try new.add("one") {
            $0.authors = [Byline(name: "ann", shown: "Ann")]
            $0.isPinned = true
        }
        try new.comment(on: id)
        _ = try new.site.transaction { try new.site.delete(id) }
        #expect(try shown(new) == empty)
        #expect(try new.site.storedPost("one") == nil)
        #expect(try new.add("two") == id + 1)
        #expect(try new.site.transaction { try new.site.delete(id) == nil })
    }

    @Test func thePagesUnderADeletedPageMoveUp() throws {
        let new = try NewSite()
        let top = try new.add("top") { $0.kind = .page }
        let middle = try new.add("middle") { $0.kind = .page; $0.parentID = top }
        try new.add("low") { $0.kind = .page; $0.parentID = middle; $0.position = 3 }
        _ = try new.site.transaction { try new.site.delete(middle) }
        #expect(try draft(new, "low").draft.parentID == top)
        var slugs: [String] = []
        try new.site.pages(under: top, now: NewSite.now) { _, slug, _ in slugs.append(slug.text) }
        #expect(slugs == ["low"])
    }

    @Test func revisionsKeepEachTextOnce() throws {
        let new = try NewSite()
        let members = try Members(in: new.folder, for: .writing)
        try new.add("one")
        var post = try draft(new, "one")
        try members.keepRevision(before: post)
        try members.keepRevision(before: post)
        try members.addRevision(post.draft, of: post.id, by: 1, now: 5)
        post.draft.source = "Changed"
        try members.addRevision(post.draft, of: post.id, by: 1, now: 6)
        #expect(try members.revisionCount(of: post.id) == 2)
        let newest = try #require(try members.newestRevision(of: post.id))
        #expect(newest.source == "Changed" && newest.authorID == 1 && newest.at == 6)
        #expect(try members.revision(before: newest.id, of: post.id)?.authorID == 0)
        #expect(try members.revision(newest.id, of: post.id + 1) == nil)
        try members.forgetPost(post.id)
        #expect(try members.revisionCount(of: post.id) == 0)
    }
}
