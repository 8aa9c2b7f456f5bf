import Site
import Testing

@Suite struct ListTests {
    let new: NewSite

    init() throws { new = try NewSite() }

    /// All pages of a list, from the newest to the oldest.
    private func pages(
        of listing: Listing = .posts, since: Int = .min, until: Int = .max, limit: Int, withPinned: Bool = true
    ) throws -> [(slugs: [String], links: PageLinks)] {
        var pages = [try new.page(of: listing, since: since, until: until, limit: limit, withPinned: withPinned)]
        while let older = pages[pages.count - 1].links.older, pages.count < 50 {
            pages.append(
                try new.page(of: listing, before: older, since: since, until: until, limit: limit, withPinned: withPinned))
        }
        return pages
    }

    @Test(arguments: [(0, 3), (1, 3), (3, 3), (4, 3), (9, 3), (10, 3), (5, 1), (5, 100)])
    func everyPostIsOnOnePageNewestFirst(_ count: Int, _ limit: Int) throws {
        for number in 0..<count { try new.add("p\(number)", days: number + 1) }
        let pages = try pages(limit: limit)
        #expect(pages.flatMap(\.slugs) == (0..<count).map { "p\($0)" })
        #expect(pages.count == max(1, (count + limit - 1) / limit))
        #expect(pages.dropLast().allSatisfy { $0.slugs.count == limit })
        #expect(pages[0].links.newer == .none)
        #expect(pages[0].links.isSinglePage == (pages.count == 1))
    }

    @Test func theWayBackLeadsOverTheSamePages() throws {
        for number in 0..<11 { try new.add("p\(number)", days: number + 1) }
        try expectTheSameWayBack(pages(limit: 3)) { try new.page(before: $0, limit: 3) }
    }

    @Test func theWayBackLeadsOverTheSamePagesWithoutThePinned() throws {
        for number in 0..<11 { try new.add("p\(number)", days: number + 1) { $0.isPinned = [1, 2, 6].contains(number) } }
        let pages = try pages(limit: 2, withPinned: false)
        #expect(pages.map(\.slugs) == [["p0", "p3"], ["p4", "p5"], ["p7", "p8"], ["p9", "p10"]])
        try expectTheSameWayBack(pages) { try new.page(before: $0, limit: 2, withPinned: false) }
        #expect(try new.slugs(of: .pinned) == ["p1", "p2", "p6"])
    }

    @Test func theWayBackStaysInItsMonth() throws {
        for number in 0..<60 { try new.add("p\(number)", days: number) }
        let since = CivilTime.seconds(year: 2020, month: 5)
        let until = CivilTime.seconds(year: 2020, month: 6)
        let pages = try pages(since: since, until: until, limit: 7)
        #expect(pages.flatMap(\.slugs).count == 31)
        #expect(pages[0].slugs[0] == "p15")
        try expectTheSameWayBack(pages) { try new.page(before: $0, since: since, until: until, limit: 7) }
    }

    private func expectTheSameWayBack(
        _ pages: [(slugs: [String], links: PageLinks)], _ page: (PageKey?) throws -> (slugs: [String], links: PageLinks)
    ) throws {
        for index in pages.indices.dropFirst() {
            switch pages[index].links.newer {
            case .none: Issue.record("page \(index) has no way back")
            case .first: #expect(index == 1)
            case .page(let key):
                #expect(index > 1)
                #expect(try page(key).slugs == pages[index - 1].slugs)
            }
        }
    }

    @Test func postsOfOneSecondAreNeitherLostNorShownTwice() throws {
        for number in 0..<7 { try new.add("p\(number)") }
        let pages = try pages(limit: 2)
        #expect(pages.flatMap(\.slugs) == (0..<7).reversed().map { "p\($0)" })
        try expectTheSameWayBack(pages) { try new.page(before: $0, limit: 2) }
    }

    @Test func aNewPostMovesNoPageThatIsReadOn() throws {
        for number in 0..<6 { try new.add("p\(number)", days: number + 1) }
        let first = try new.page(limit: 3)
        try new.add("newest", days: 0)
        #expect(try new.page(before: first.links.older, limit: 3).slugs == ["p3", "p4", "p5"])
    }

    @Test func aScheduledPostAppearsWhenItsTimeHasCome() throws {
        try new.add("old")
        try new.add("soon", days: -1) { $0.isPinned = true }
        #expect(try new.slugs() == ["old"])
        #expect(try new.slugs(of: .pinned).isEmpty)
        #expect(try new.slugs(now: NewSite.now + NewSite.day) == ["soon", "old"])
        #expect(try new.slugs(of: .pinned, now: NewSite.now + NewSite.day) == ["soon"])
    }

    @Test func aKeyFromTheFutureShowsWhatThereIsAndNothingScheduled() throws {
        try new.add("old")
        try new.add("soon", days: -1)
        for key in [PageKey(sortAt: .max, id: 0), PageKey(sortAt: NewSite.now * 2, id: .max), PageKey(sortAt: NewSite.now + 1, id: .max)] {
            #expect(try new.page(before: key).slugs == ["old"])
        }
        let past = try new.page(before: PageKey(sortAt: .min, id: 0))
        #expect(past.slugs.isEmpty)
        #expect(past.links.older == nil && past.links.newer == .first)
    }

    @Test func aProtectedPostIsListedAndMarked() throws {
        try new.add("locked") { $0.isProtected = true }
        var marks: [Bool] = []
        _ = try new.site.posts(in: .posts, now: NewSite.now, limit: 5) { marks.append($0.isProtected) }
        #expect(marks == [true])
    }

    @Test func pagesAreInNoListOfPosts() throws {
        try new.add("about") {
            $0.kind = .page
            $0.tags = [TagName(slug: "t", name: "T")]
            $0.authors = [Byline(name: "amy", shown: "Amy")]
            $0.isPinned = true
        }
        for listing in [Listing.posts, .pinned, .tag("t"), .by("amy")] { #expect(try new.slugs(of: listing).isEmpty) }
    }

    @Test func listsOfTagsAndAuthorsHaveTheirOwn() throws {
        try new.add("a", days: 2) {
            $0.tags = [TagName(slug: "t", name: "T"), TagName(slug: "u", name: "U")]
            $0.authors = [Byline(name: "amy", shown: "Amy")]
        }
        try new.add("b", days: 1) {
            $0.tags = [TagName(slug: "t", name: "T")]
            $0.authors = [Byline(name: "amy", shown: "Amy"), Byline(name: "bo", shown: "Bo")]
        }
        #expect(try new.slugs(of: .tag("t")) == ["b", "a"])
        #expect(try new.slugs(of: .tag("u")) == ["a"])
        #expect(try new.slugs(of: .by("amy")) == ["b", "a"])
        #expect(try new.slugs(of: .by("bo")) == ["b"])
        #expect(try new.slugs(of: .tag("")).isEmpty)
    }

    @Test func monthsAreThoseThatHavePosts() throws {
        for (year, month, day) in [(2020, 6, 1), (2020, 6, 14), (2020, 2, 29), (2019, 12, 31), (1969, 12, 31), (2021, 1, 1)] {
            try new.add("p\(year)-\(month)-\(day)") {
                $0.publishedAt = CivilTime.seconds(year: year, month: month, day: day, hour: 23, minute: 59, second: 59)
            }
        }
        func months(from: Int = .min) throws -> [String] {
            var months: [String] = []
            try new.site.months(from: from, now: NewSite.now) { months.append("\($0)-\($1)") }
            return months
        }
        #expect(try months() == ["2020-6", "2020-2", "2019-12", "1969-12"])
        #expect(try months(from: CivilTime.seconds(year: 2020)) == ["2020-6", "2020-2"])
    }
}
