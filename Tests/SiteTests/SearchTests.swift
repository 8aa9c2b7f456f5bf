import Site
import Testing

@Suite struct SearchTests {
    let new: NewSite

    init() throws { new = try NewSite() }

    private func search(
        _ text: String, from: Int? = nil, now: Int = NewSite.now, limit: Int = 100
    ) throws -> (slugs: [String], result: SearchResult) {
        let match = try #require(SearchQuery(text).match)
        var slugs: [String] = []
        let result = try new.site.search(match, from: from, now: now, limit: limit) { slugs.append($0.slug.text) }
        return (slugs, result)
    }

    private func add(_ slug: String, _ title: String, _ text: String, days: Int = 1, _ change: (inout PostDraft) -> Void = { _ in }) throws {
        try new.add(slug, days: days) {
            $0.title = title
            $0.text = text
            change(&$0)
        }
    }

    @Test func findsWordsOfTitleAndText() throws {
        try add("a", "On gardens", "Roses and weeds")
        try add("b", "On kitchens", "Bread")
        #expect(try search("gardens").slugs == ["a"])
        #expect(try search("BREAD").slugs == ["b"])
        #expect(try search("on").slugs.count == 2)
        #expect(try search("on roses").slugs == ["a"])
        let none = try search("roses bread")
        #expect(none.slugs.isEmpty && none.result.count == 0 && none.result.next == nil)
    }

    @Test func theBestMatchComesFirst() throws {
        try add("aside", "Weather", "Much about rain and snow, and once about roses, and then about wind again", days: 1)
        try add("about", "Roses", "Roses, and nothing but roses", days: 300)
        let found = try search("roses")
        #expect(found.slugs == ["about", "aside"])
        #expect(found.result.order == .rank && found.result.count == 2 && found.result.next == nil)
    }

    @Test func whatMatchesIsMarked() throws {
        try add("a", "Red <roses>", "Many roses & thorns")
        var shown: [String] = []
        _ = try new.site.search(try #require(SearchQuery("roses").match), now: NewSite.now, limit: 1) { hit in
            shown = [hit.title.text, hit.excerpt.text]
            #expect(hit.publishedAt == NewSite.now - NewSite.day && hit.commentCount == 0)
        }
        #expect(shown == ["Red <\u{2}roses\u{3}>", "Many \u{2}roses\u{3} & thorns"])
    }

    @Test func aPhraseIsFoundAsItStands() throws {
        try add("a", "One", "the white house")
        try add("b", "Two", "a house in white")
        #expect(try search("\"white house\"").slugs == ["a"])
        #expect(try search("white house").slugs.count == 2)
        #expect(try search("\"white house").slugs == ["a"])
    }

    @Test func aStarFindsBeginnings() throws {
        try add("a", "One", "gardening")
        #expect(try search("gard").slugs.isEmpty)
        #expect(try search("gard*").slugs == ["a"])
        #expect(try search("g*").slugs == ["a"])
        #expect(try search("ardening*").slugs.isEmpty)
    }

    @Test func marksOnLettersDoNotCount() throws {
        try add("a", "Crème brûlée", "Übergröße, Ελλάδα, e\u{301}te")
        for word in ["creme", "CRÈME", "brulee", "ubergroße", "ΕΛΛΆΔΑ", "été", "ete"] {
            #expect(try search(word).slugs == ["a"], "\(word)")
        }
    }

    @Test func signsBetweenLettersMakeAPhrase() throws {
        try add("a", "One", "See 18f.gsa.gov, and don't wait")
        try add("b", "Two", "gov gsa 18f, t don")
        #expect(try search("18f.gsa.gov").slugs == ["a"])
        #expect(try search("don't").slugs == ["a"])
    }

    @Test(arguments: ["", " ", "!!!", "\"\"", "\"", "*", "-*-", "()^:+-{}", "'", "\0", "\\"])
    func whatHasNoWordIsNoQuery(_ text: String) {
        #expect(SearchQuery(text).match == nil)
    }

    @Test(arguments: ["…", "—", "😀", "\u{fffd}", "\u{200d}", "* …*", "\"… —\""])
    func signsBeyondASCIIFindNothing(_ text: String) throws {
        try add("a", "One", "Two")
        guard let match = SearchQuery(text).match else { return }
        #expect(try new.site.search(match, now: NewSite.now, limit: 5) { _ in Issue.record("a hit") }.count == 0)
        // Beside a word they do not count.
        #expect(try search("two \(text)").slugs == ["a"])
    }

    @Test func onlyWhatEveryoneMayReadIsFound() throws {
        try add("soon", "Roses", "x", days: -1)
        try add("draft", "Roses", "x") { $0.state = .draft }
        try add("private", "Roses", "x") { $0.state = .private }
        try add("unlisted", "Roses", "x") { $0.isUnlisted = true }
        #expect(try search("roses").slugs.isEmpty)
        #expect(try search("roses", now: NewSite.now + NewSite.day).slugs == ["soon"])
    }

    @Test func aProtectedPostIsFoundByItsTitleAlone() throws {
        try add("locked", "Roses", "thorns") { $0.isProtected = true }
        #expect(try search("roses").slugs == ["locked"])
        #expect(try search("thorns").slugs.isEmpty)
    }

    @Test func pagesAreFoundToo() throws {
        try add("about", "About", "roses") { $0.kind = .page }
        #expect(try search("roses").slugs == ["about"])
    }

    @Test func rankedPagesGoOnWhereTheyEnded() throws {
        for number in 0..<7 { try add("p\(number)", "Roses", "x", days: number + 1) }
        var slugs: [String] = []
        var from: Int? = 0
        var pages = 0
        while let start = from, pages < 9 {
            let (found, result) = try search("roses", from: start, limit: 3)
            #expect(result.order == .rank && result.count == 7)
            slugs += found
            from = result.next
            pages += 1
        }
        // Equals come newest first.
        #expect(slugs == (0..<7).map { "p\($0)" })
        #expect(pages == 3)
        for from in [-5, Int.min] { #expect(try search("roses", from: from, limit: 1).slugs == ["p0"]) }
        for from in [7, 1_000_000, Int.max] { #expect(try search("roses", from: from).slugs.isEmpty) }
    }

    @Test func whereVeryManyMatchTheNewestComeFirst() throws {
        let count = Site.rankedLimit + 1
        try new.site.transaction {
            for number in 0..<count {
                try new.site.add(NewSite.post("p\(number)", days: number + 1) { $0.title = "Roses \(number)" })
            }
            try new.site.add(NewSite.post("soon", days: -1) { $0.title = "Roses" })
        }
        var slugs: [String] = []
        var from: Int?
        repeat {
            let (found, result) = try search("roses", from: from, limit: 200)
            #expect(result.order == .newest && result.count == nil)
            slugs += found
            from = result.next
        } while from != nil && slugs.count <= count
        #expect(slugs == (0..<count).map { "p\($0)" })
        #expect(try search("roses", from: .max, limit: 1).slugs == ["p0"])
        #expect(try search("roses", from: .min, limit: 1).slugs.isEmpty)
        #expect(try search("roses 77").result.order == .rank)
    }
}
