import Testing

@testable import Site

@Suite struct TypedTextTests {
    @Test func whiteSpaceAroundGoes() {
        #expect(TypedText(line: "  Ann\u{A0}\t\r\n", limit: 10).text == "Ann")
        #expect(TypedText(lines: "\r\n one\r\ntwo\rthree\n\n", limit: 90).text == "one\ntwo\nthree")
    }

    @Test func aLineHasNoLineEnds() {
        #expect(TypedText(line: "a\r\nb\tc\u{2028}d", limit: 10).text == "a b c d")
    }

    @Test func controlCharactersAreReplaced() {
        #expect(TypedText(line: "a\u{0}b\u{1B}c\u{7F}d\u{9F}e\u{FFFF}", limit: 20).text == "a\u{FFFD}b\u{FFFD}c\u{FFFD}d\u{FFFD}e\u{FFFD}")
        #expect(TypedText(lines: "a\u{0}\tb", limit: 20).text == "a\u{FFFD}\tb")
    }

    @Test func aLineTurnsNoDirection() {
        #expect(TypedText(line: "a\u{202E}cba\u{2066}", limit: 20).text == "acba")
        #expect(TypedText(lines: "a\u{2067}b\u{2069}", limit: 20).text == "a\u{2067}b\u{2069}")
    }

    @Test func tooLongComesBackWhole() {
        let typed = TypedText(line: "😀😀", limit: 3)
        #expect(typed.isTooLong && typed.text == "😀😀")
        #expect(!TypedText(line: "😀😀", limit: 4).isTooLong)
        #expect(TypedText(line: nil, limit: 3).isEmpty)
    }
}
