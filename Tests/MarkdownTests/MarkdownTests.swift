import Markdown
import Testing

@Suite struct MarkdownTests {
    @Test(arguments: [
        ("~~a~~ http://a.b", "<p><del>a</del> <a href=\"http://a.b\">http://a.b</a></p>\n"),
        ("- [x] a\n- [ ] b",
         "<ul>\n<li><input type=\"checkbox\" checked disabled aria-label=\"Done\"> a</li>\n<li><input type=\"checkbox\" disabled aria-label=\"Not done\"> b</li>\n</ul>\n"),
        ("|a|b|\n|:-:|-|\n|c|d|",
         "<div class=\"scroll\">\n<table>\n<thead>\n<tr>\n<th class=\"aligncenter\">a</th>\n<th>b</th>\n</tr>\n</thead>\n<tbody>\n<tr>\n<td class=\"aligncenter\">c</td>\n<td>d</td>\n</tr>\n</tbody>\n</table>\n</div>\n"),
        ("```swift\nlet a = 1 < 2\n```", "<pre><code class=\"language-swift\">let a = 1 &lt; 2\n</code></pre>\n"),
        ("# Grüße, *Welt*", "<h2 id=\"u-grüße-welt\">Grüße, <em>Welt</em></h2>\n"),
        ("<div>\n\n**a**\n\n</div>", "<p><strong>a</strong></p>\n"),
    ])
    func html(_ source: String, _ expected: String) {
        let html = SafeHTML(markdown: source).string
        #expect(html == expected)
        #expect(SafeHTML(html: html).string == html)
    }

    @Test func whatScrollsCanBeReachedByTheKeyboard() {
        let long = String(repeating: "word ", count: 8)
        func reachable(_ source: String) -> Bool {
            let html = SafeHTML(markdown: source).string
            #expect(SafeHTML(html: html).string == html)
            return html.contains(" tabindex=\"0\"")
        }
        #expect(reachable("    \(long)"))
        #expect(reachable("```\nshort\n\t\(long)\n```"))
        #expect(reachable("|a|b|\n|-|-|\n|\(long)|c|"))
        #expect(!reachable("```\nshort\nshort\nshort\nshort\nshort\nshort\nshort\n```"))
        #expect(!reachable("    \(String(repeating: "é", count: 35))"))
        #expect(!reachable("|a|b|\n|-|-|\n|c|d|\n|e|f|"))
        #expect(!reachable("\(long)\n\n<p tabindex=0>\(long)</p><div class=scroll tabindex=0>\(long)</div>"))
        #expect(SafeHTML(markdown: "    \(long)").string.hasPrefix("<pre tabindex=\"0\"><code>"))
    }

    @Test func footnotesLinkBothWays() {
        let html = SafeHTML(markdown: "a[^n]\n\n[^n]: b").string
        #expect(html.contains("<sup class=\"footnote-ref\"><a id=\"u-fnref-n\" href=\"#u-fn-n\">1</a></sup>"))
        #expect(html.contains("<li id=\"u-fn-n\">"))
        #expect(html.contains("href=\"#u-fnref-n\""))
        #expect(!SafeHTML(markdown: "a[^n]\n\n[^n]: b", policy: .comment).string.contains("<sup"))
    }

    @Test func plainTextIsWhatIsRead() {
        let safe = SafeHTML(markdown: "# A\n\nb *c*d &amp; <e@f.g>\n\n- x\n- y\n\n```\nz < 1\n```\n")
        #expect(safe.plainText == "A b cd & e@f.g x y z < 1")
    }

    @Test func aSummaryEndsAtAWord() {
        let safe = SafeHTML(markdown: "Übermäßig lange Sätze, die niemand liest")
        #expect(safe.summary(limit: 27) == "Übermäßig lange Sätze…")
        #expect(safe.summary(limit: 100) == "Übermäßig lange Sätze, die niemand liest")
        for limit in 1...60 { #expect(safe.summary(limit: limit).unicodeScalars.allSatisfy { $0 != "\u{FFFD}" }) }
    }
}
