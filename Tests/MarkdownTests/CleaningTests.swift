import Markdown
import Testing

/// What a stranger may try, and what must never be left of it.
@Suite struct CleaningTests {
    static let attacks = [
        "<script>alert(1)</script>",
        "<scr<script>ipt>alert(1)</scr</script>ipt>",
        "<img src=x onerror=alert(1)>",
        "<img src=\"x\" onerror = 'alert(1)' / onload=alert(1)>",
        "<a href=\"javascript:alert(1)\">x</a>",
        "<a href=\"JaVaScRiPt:alert(1)\">x</a>",
        "<a href=\"java&#x0A;script:alert(1)\">x</a>",
        "<a href=\"java\tscr\nipt:alert(1)\">x</a>",
        "<a href=\"&#1;javascript:alert(1)\">x</a>",
        "<a href=\"&#106;&#97;vascript&colon;alert(1)\">x</a>",
        "<a href=\"java&Tab;script&#58;alert(1)\">x</a>",
        "<a href=\"data:text/html,<script>alert(1)</script>\">x</a>",
        "<a href=\"vbscript:msgbox(1)\">x</a>",
        "<img src=\"data:image/svg+xml;base64,PHN2Zz4=\">",
        "<svg onload=alert(1)><animate onbegin=alert(1)></svg>",
        "<svg><style><img src=x onerror=alert(1)></style></svg>",
        "<svg></p><style><a id=\"</style><img src=1 onerror=alert(1)>\">",
        "<math><mtext><table><mglyph><style><!--</style><img title=\"--&gt;&lt;img src=1 onerror=alert(1)&gt;\">",
        "<math><annotation-xml encoding=\"text/html\"><style><img src onerror=alert(1)></style></annotation-xml></math>",
        "<noscript><p title=\"</noscript><img src=x onerror=alert(1)>\"></noscript>",
        "<template><img src=x onerror=alert(1)></template>",
        "<form><math><mtext></form><form><mglyph><style></math><img src onerror=alert(1)>",
        "<textarea><img title=\"</textarea><img src=x onerror=alert(1)>\"></textarea>",
        "<title><img title=\"</title><img src=x onerror=alert(1)>\"></title>",
        "<xmp><img title=\"</xmp><img src=x onerror=alert(1)>\"></xmp>",
        "<noembed><img title=\"</noembed><img src=x onerror=alert(1)>\"></noembed>",
        "<!--><img src=x onerror=alert(1)>",
        "<!--->-<img src=x onerror=alert(1)>-->",
        "<!-- --!><img src=x onerror=alert(1)>",
        "<!-- <img src=x onerror=alert(1)>",
        "<![CDATA[<img src=x onerror=alert(1)>]]>",
        "<?xml <img src=x onerror=alert(1)>?>",
        "<p style=\"background:url(javascript:alert(1))\">x</p>",
        "<style>@import 'javascript:alert(1)'</style>",
        "<base href=\"javascript:alert(1)//\">",
        "<meta http-equiv=refresh content=\"0;url=javascript:alert(1)\">",
        "<link rel=stylesheet href=\"javascript:alert(1)\">",
        "<iframe src=\"javascript:alert(1)\"></iframe>",
        "<iframe srcdoc=\"<script>alert(1)</script>\"></iframe>",
        "<object data=\"javascript:alert(1)\"></object><embed src=\"javascript:alert(1)\">",
        "<form action=\"javascript:alert(1)\"><button formaction=\"javascript:alert(1)\">x</button></form>",
        "<input autofocus onfocus=alert(1)>",
        "<details open ontoggle=alert(1)><summary>s</summary>x</details>",
        "<video src=x onerror=alert(1)></video><audio><source onerror=alert(1)></audio>",
        "<a href=\"http://a.b/&quot; onmouseover=&quot;alert(1)\">x</a>",
        "<img alt=\"`><script>alert(1)</script>\" src=a>",
        "<a title='\"><script>alert(1)</script>' href=/x>x</a>",
        "<b onclick=alert(1) id=a class=x>x</b>",
        "<p id=\"login\" class=\"button\">x</p>",
        "<marquee onstart=alert(1)>x</marquee>",
    ]

    @Test(arguments: attacks)
    func nothingOfAnAttackIsLeft(_ attack: String) throws {
        for html in [SafeHTML(html: attack).string, SafeHTML(markdown: attack).string, SafeHTML(html: attack, policy: .comment).string] {
            let tags = html.split(separator: "<", omittingEmptySubsequences: false).dropFirst().map { $0.prefix { $0 != ">" }.lowercased() }
            for tag in tags {
                let name = tag.drop { $0 == "/" }.prefix { $0.isLetter || $0.isNumber }
                #expect(!["script", "style", "svg", "math", "iframe", "form", "object", "base", "meta", "link"].contains(String(name)), "\(html)")
                // Attributes as the parser will see them: outside of quotes.
                let bare = tag.split(separator: "\"", omittingEmptySubsequences: false).enumerated()
                    .filter { $0.offset.isMultiple(of: 2) }.map(\.element).joined()
                #expect(!bare.contains("on"+"error") && !bare.contains(" on") && !bare.contains("style"), "\(html)")
                for scheme in ["javascript:", "data:", "vbscript:"] {
                    #expect(!tag.contains("=\"\(scheme)"), "\(html)")
                }
            }
            #expect(SafeHTML(html: html).string == SafeHTML(html: SafeHTML(html: html).string).string)
        }
    }

    @Test func linksKeepTheFourSchemesAndAreMended() {
        #expect(clean("<a href='http://a.b/c d'>x</a>") == "<p><a href=\"http://a.b/c%20d\">x</a></p>\n")
        #expect(clean("<a href='//a.b/c'>x</a>") == "<p><a href=\"https://a.b/c\">x</a></p>\n")
        #expect(clean("<a href='mailto:a@b.c'>x</a>") == "<p><a href=\"mailto:a@b.c\">x</a></p>\n")
        #expect(clean("<a href='../a?b=[c]&d=%'>x</a>") == "<p><a href=\"../a?b=%5Bc%5D&amp;d=%25\">x</a></p>\n")
        #expect(clean("<a href='http:///x'>x</a>") == "<p>x</p>\n")
        #expect(clean("<a href='tel:1'>x</a>") == "<p>x</p>\n")
    }

    @Test func aCommentsLinksAreNotVouchedForAndItHasNoIds() {
        let html = SafeHTML(html: "<h2 id=a>x</h2><a href=http://a.b>y</a>", policy: .comment).string
        #expect(html == "<h3>x</h3>\n<p><a href=\"http://a.b\" rel=\"nofollow ugc\">y</a></p>\n")
    }

    @Test func whatAPageWouldEmbedBecomesALink() {
        #expect(
            clean("<iframe src='https://www.youtube.com/embed/abc_1?rel=0'></iframe>")
                == "<p><a href=\"https://www.youtube.com/watch?v=abc_1\">Video on YouTube</a></p>\n")
        #expect(
            clean("<iframe title='The film' src='//player.vimeo.com/video/12'></iframe>")
                == "<p><a href=\"https://vimeo.com/12\">The film</a></p>\n")
        #expect(
            clean("<video><source src=/a/b.mp4></video>") == "<p><a href=\"/a/b.mp4\">Video: b.mp4</a></p>\n")
    }

    @Test func idsStartWithAPrefixAndAreThereOnce() {
        #expect(
            clean("<h2 id=nav>a</h2><h2 id=nav>b</h2><a href=#nav>c</a>")
                == "<h2 id=\"u-nav\">a</h2>\n<h2 id=\"u-nav-2\">b</h2>\n<p><a href=\"#u-nav\">c</a></p>\n")
    }

    @Test func textIsEscapedAndControlCharactersGo() {
        #expect(clean("a < b & \"c\" &lt;p&gt;&#1;\u{7F}\u{1}") == "<p>a &lt; b &amp; \"c\" &lt;p&gt;</p>\n")
    }

    /// Found by fuzzing.
    @Test(arguments: [
        "<h2 id=\(String(repeating: "a", count: 120))>x</h2>", "<h2 id=\(String(repeating: "é", count: 70))>x</h2>",
        "<h2>\(String(repeating: "long ", count: 40))</h2>", "<h2>\(String(repeating: "長い", count: 40))</h2>",
        String(repeating: "<h2 id=\(String(repeating: "é", count: 70))>x</h2>", count: 12),
        String(repeating: "<h2>\(String(repeating: "long ", count: 40))</h2>", count: 12),
    ])
    func aLongIdIsCutOnce(_ source: String) {
        let once = SafeHTML(html: source)
        #expect(once.string.contains("id=\"u-"))
        #expect(SafeHTML(html: once.bytes) == once)
    }

    private func clean(_ html: String) -> String { SafeHTML(html: html).string }
}
