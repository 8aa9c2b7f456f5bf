import Markdown
import Testing

/// Sources made to take a parser's time or stack.
@Suite(.serialized) struct PathologicalTests {
    static let html: [(String, Int)] = [
        ("<div>", 40_000), ("<b>", 40_000), ("<ul><li>", 20_000), ("<table><tr><td>", 15_000), ("<blockquote>", 20_000),
        ("<a><table>", 20_000), ("<svg><style><div></style></svg>", 15_000), ("<select><div></div></select>", 15_000),
        ("<span><div></span>", 20_000), ("<b><div></b>", 20_000), ("<!--", 40_000), ("<", 100_000), ("</div></b>", 40_000),
        ("<br>", 40_000), ("<textarea><!--", 15_000), ("<h2 id=a>x</h2>", 20_000), ("<tr><td rowspan=1000 colspan=1000>", 2_000),
    ]
    static let markdown: [(String, Int)] = [
        ("> ", 20_000), ("- ", 20_000), ("[", 20_000), ("[a](", 20_000), ("*a **a ", 15_000), ("|a", 20_000), ("www.", 20_000),
        ("a@", 15_000), ("<!--", 20_000), ("[^1]", 10_000), (String(repeating: ">", count: 200) + "x\n", 2_000),
    ]

    @Test(arguments: html)
    func nestedHTMLTakesLinearTime(_ piece: String, _ count: Int) {
        let source = (piece.hasPrefix("<tr>") ? "<table>" : "") + String(repeating: piece, count: count)
        let clock = ContinuousClock()
        var once = SafeHTML(html: "")
        let time = clock.measure { once = SafeHTML(html: source) }
        #expect(time < .seconds(10))
        #expect(SafeHTML(html: once.bytes) == once)
    }

    @Test(arguments: markdown)
    func nestedMarkdownTakesLinearTime(_ piece: String, _ count: Int) {
        let source = String(repeating: piece, count: count)
        #expect(ContinuousClock().measure { _ = SafeHTML(markdown: source) } < .seconds(10))
    }

    @Test func formattingLeftOpenIsNotRepeatedForEver() {
        let open = (0..<8_000).map { "<b id=\($0)>" }.joined() + "<a href=\"" + String(repeating: "x", count: 8_000) + "\">"
        let safe = SafeHTML(html: open + String(repeating: "<p>x", count: 8_000))
        #expect(safe.bytes.count < 20_000_000)
    }

    @Test func aWideTablesShortRowsAreNotFilled() {
        let wide = String(repeating: "|a", count: 2_000) + "\n" + String(repeating: "|-", count: 2_000) + "\n"
        #expect(SafeHTML(markdown: wide + String(repeating: "|x\n", count: 2_000)).bytes.count < 40_000)
    }
}
