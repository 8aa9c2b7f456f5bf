import Site
import Testing

@Suite struct SearchQueryTests {
    @Test(arguments: [
        ("roses", "\"roses\""), ("red roses", "\"red\" \"roses\""), ("\"red roses\"", "\"red roses\""),
        ("ro*", "\"ro\"*"), ("\"red ro*\"", "\"red ro\"*"), ("don't", "\"don t\""), ("a -b", "\"a\" \"b\""),
        ("a\"b\"c", "\"a\" \"b\" \"c\""), ("été", "\"été\""), ("a\tb\nc", "\"a\" \"b\" \"c\""),
    ])
    func isWrittenAsSQLiteTakesIt(_ text: String, _ match: String) {
        #expect(SearchQuery(text).match == match)
    }

    @Test func wordsBeyondTheLimitAreLeftOut() throws {
        let words = (0..<SearchQuery.wordLimit + 9).map { "w\($0)" }
        let match = try #require(SearchQuery(words.joined(separator: " ")).match)
        #expect(match.split(separator: " ").count == SearchQuery.wordLimit)
        #expect(!match.contains("w\(SearchQuery.wordLimit)"))
    }

    @Test(arguments: [
        "AND", "OR", "NOT", "NEAR", "a AND", "AND OR NOT", "NOT a", "a NOT", "NEAR(a b, 5)", "NEAR(", "title:a", "title : a",
        "-title:a", "{title body}:a", "nothing:a", "^a", "a + b", "+", "(a", "a)", "((((", "a OR (b AND", "'", "a''b", "\"\"\"",
        "\"a\"\"b\"", "\"a\\\"b\"", "a;b", "--", "/*", "search", "rank", "rowid:1", "*a", "a**", "a* *", "\"*\"", "%", "_",
        "\u{0}", "a\u{0}b", "\u{1a}", "\u{fffd}", "\u{feff}", "𐏿", "e\u{301}", "\u{301}", "\u{2}\u{3}",
    ])
    func nothingIsAnOperator(_ text: String) throws {
        let new = try NewSite()
        try new.add("a")
        try search(text, in: new.site)
        try search("\"\(text)\"", in: new.site)
        try search("a \(text) b", in: new.site)
    }

    @Test func nothingThatAnyoneTypesIsAnError() throws {
        let new = try NewSite()
        try new.add("a")
        for byte in UInt8.min...UInt8.max {
            for text in [[byte], [byte, byte], [0x61, byte], [byte, 0x61], [0x61, byte, 0x62], [0x22, byte], [0x22, 0x61, byte, 0x22]] {
                try search(String(decoding: text, as: UTF8.self), in: new.site)
            }
        }
        let pieces = [
            "a", "b", "text", "of", " ", " ", "\"", "\"", "*", "(", ")", "AND", "OR", "NOT", "NEAR", "NEAR(", ",", "5", ":", "title:",
            "{", "}", "^", "+", "-", "'", "\\", "%", ";", ".", "\0", "\n", "é", "…", "😀", "\u{301}", "\u{200d}", "\u{fffd}", "日本",
        ]
        for _ in 0..<4_000 {
            let text = (0..<Int.random(in: 1...24)).map { _ in pieces.randomElement()! }.joined()
            try search(text, in: new.site)
        }
    }

    @Test func aVeryLongQueryIsNoError() throws {
        let new = try NewSite()
        try new.add("a")
        for text in [
            String(repeating: "a", count: 100_000), String(repeating: "a ", count: 50_000), String(repeating: "a.", count: 5_000),
            String(repeating: "\"a\"", count: 5_000), String(repeating: "a*", count: 5_000), String(repeating: "…", count: 5_000),
        ] { try search(text, in: new.site) }
    }

    private func search(_ text: String, in site: Site) throws {
        guard let match = SearchQuery(text).match else { return }
        do {
            _ = try site.search(match, now: NewSite.now, limit: 3) { _ in }
        } catch {
            Issue.record("\(text.debugDescription.prefix(200)): \(error)")
        }
    }
}
