import Site
import Testing

@Suite struct SlugTests {
    @Test(arguments: [
        ("Hello, World", "hello-world"),
        ("  Don’t panic -- it's 42% ", "dont-panic-its-42"),
        ("Übergröße & Ähre", "uebergroesse-aehre"),
        ("Crème brûlée à Ōsaka, Łódź, Đà Nẵng", "creme-brulee-a-osaka-lodz-da-nang"),
        ("ÆØÅ Þórr Œuvre", "aeoa-thorr-oeuvre"),
        ("Привет, объявление Щука", "privet-obyavlenie-shchuka"),
        ("Їжак і ґанок", "yizhak-i-ganok"),
        ("Ελληνικά Ὀδύσσεια ψυχή", "ellinika-odysseia-psychi"),
        ("e\u{301}te\u{301}", "ete"),
        ("日本語", ""), ("!!!", ""), ("", ""), ("日本 2020", "2020"),
    ])
    func transliterates(_ words: String, _ expected: String) {
        #expect(Slug.of(words) == expected)
        #expect(Slug.of(Slug.of(words)) == expected)
    }

    @Test func isCutAtAWord() {
        let slug = Slug.of(String(repeating: "abcdefghi ", count: 20))
        #expect(slug.utf8.count <= Slug.longest)
        #expect(slug.hasSuffix("abcdefghi"))
        #expect(Slug.of(String(repeating: "x", count: 300)).utf8.count == Slug.longest)
    }

    @Test func wordsWithoutLettersHaveASlugThatStays() {
        #expect(Slug.of("日本語", orElse: "post") == Slug.of("日本語", orElse: "post"))
        #expect(Slug.of("日本語", orElse: "post") != Slug.of("日本", orElse: "post"))
        #expect(Slug.of("日本語", orElse: "post").hasPrefix("post-"))
        #expect(Slug.of("a", orElse: "post") == "a")
    }

    @Test func aTakenSlugGetsANumber() {
        let taken: Set = ["a", "a-2"]
        #expect(Slug.free("a", isTaken: taken.contains) == "a-3")
        #expect(Slug.free("b", isTaken: taken.contains) == "b")
    }
}
