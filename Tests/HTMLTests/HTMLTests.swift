import HTML
import Testing

@Suite struct HTMLTests {
    @Test func literalsStayAsTheyAre() {
        #expect(text("<p class=\"a\">&amp;</p>") == "<p class=\"a\">&amp;</p>")
        #expect(HTML().isEmpty)
        #expect(!HTML(" ").isEmpty)
    }

    @Test(arguments: [
        ("<script>", "&lt;script&gt;"), ("a & b", "a &amp; b"), ("&amp;", "&amp;amp;"), ("\"'", "&quot;&#39;"),
        ("plain", "plain"), ("", ""), ("é😀\u{2028}", "é😀\u{2028}"), ("<", "&lt;"), ("a<", "a&lt;"), ("<a", "&lt;a"),
        ("<<>>", "&lt;&lt;&gt;&gt;"), ("a\0b", "a\0b"),
    ])
    func textIsEscaped(_ value: String, _ escaped: String) {
        #expect(text("<p>\(value)</p>") == "<p>\(escaped)</p>")
    }

    @Test func nothingLeavesAnAttribute() {
        let attack = "\"><img src=x onerror='alert(1)'>"
        let markup = text("<a title=\"\(attack)\">x</a>")
        #expect(markup == "<a title=\"&quot;&gt;&lt;img src=x onerror=&#39;alert(1)&#39;&gt;\">x</a>")
    }

    @Test func bytesThatAreLentAreEscapedToo() {
        let bytes = Array("<é&".utf8)
        let page: HTML = "<i>\(bytes.span)</i>"
        #expect(String(decoding: page.bytes, as: UTF8.self) == "<i>&lt;é&amp;</i>")
        let none: [UInt8] = []
        let empty: HTML = "\(none.span)"
        #expect(empty.isEmpty)
    }

    @Test func markupInMarkupIsNotEscapedAgain() {
        let item: HTML = "<li>\("<")</li>"
        #expect(text("<ul>\(item)</ul>") == "<ul><li>&lt;</li></ul>")
    }

    @Test func whatWasCleanedBeforeStaysAsItIs() {
        let clean = Array("<b>&amp;</b>".utf8)
        let page: HTML = "<div>\(trusted: clean.span)</div>"
        #expect(String(decoding: page.bytes, as: UTF8.self) == "<div><b>&amp;</b></div>")
        #expect(HTML(trusted: clean).bytes == clean)
    }

    @Test(arguments: [0, 1, 9, 10, 11, 99, 100, 1_234_567_890, -1, -9, -10, .max, .min])
    func numbersAreDecimal(_ number: Int) {
        #expect(text("\(number)") == String(number))
    }

    @Test(arguments: [
        ("a b", "a%20b"), ("a+b", "a%2Bb"), ("a&b=c", "a%26b%3Dc"), ("\"<'>", "%22%3C%27%3E"), ("é", "%C3%A9"),
        ("AZaz09-._~", "AZaz09-._~"), ("100%", "100%25"), ("/?#", "%2F%3F%23"), ("\0\u{7f}\r\n", "%00%7F%0D%0A"), ("", ""),
    ])
    func aValueOfAQueryIsPercentEncoded(_ value: String, _ encoded: String) {
        #expect(text("<a href=\"/search?q=\(query: value)\">") == "<a href=\"/search?q=\(encoded)\">")
    }

    @Test func piecesAreAppended() {
        var page: HTML = "<p>"
        page += "\(1)"
        page += "</p>"
        #expect(page.bytes == Array("<p>1</p>".utf8))
        #expect(page.count == 8)
    }

    private func text(_ markup: HTML) -> String {
        String(decoding: markup.bytes, as: UTF8.self)
    }
}
