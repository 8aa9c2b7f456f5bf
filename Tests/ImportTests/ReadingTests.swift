import Foundation
import Testing
@testable import foobar

@Suite struct ReadingTests {
    @Test(arguments: [
        ("2015-01-13", 1_421_107_200), ("2015-01-13 10:00:00 -5", 1_421_161_200), ("2015/01/13 10:00", 1_421_143_200),
        ("2015-01-13T10:00:00.123Z", 1_421_143_200), ("2015-01-13T10:00:00-05:00", 1_421_161_200),
        ("Tue, 13 Jan 2015 10:00:00 +0000", 1_421_143_200), ("2015-01-13 9:00:00 +0530", 1_421_119_800),
    ])
    func datesInManyForms(_ text: String, _ seconds: Int) {
        #expect(ImportDate(text)?.seconds == seconds)
    }

    @Test(arguments: [
        "", "soon", "2015", "2015-13-01", "2015-01-13 25:00", "2015-01-13 10:00 CET-ish", "Tue, 32 Jan 2015 10:00:00 +0000",
        "Tue, 13 Jan 9223372036854775807 10:00:00 +0000", "Tue, 9223372036854775807 Jan 2015 10:00:00 +0000",
    ])
    func whatIsNoDate(_ text: String) {
        #expect(ImportDate(text) == nil)
    }

    @Test(arguments: [
        ("http://a.b/c%20d/", "/c d"), ("/x/", "/x"), ("x/y.html#z", "/x/y.html"), ("https://a.b/?p=12", "/?p=12"), ("https://a.b", nil), ("http://a.b//c//d/", "/c/d"),
        ("https://a.b?p=1", "/?p=1"),
    ])
    func oldAddressesByPath(_ address: String, _ key: String?) {
        #expect(OldPath.key(address) == key)
    }

    @Test func frontMatterInThreeLanguages() throws {
        for text in [
            "---\ntitle: \"A: b\"\ntags: [x, y]\ndraft: true\n---\nbody\n", "+++\ntitle = \"A: b\"\ntags = [\"x\", \"y\"]\ndraft = true\n+++\nbody\n",
            "{\n\"title\": \"A: b\",\n\"tags\": [\"x\", \"y\"],\n\"draft\": true\n}\nbody\n",
        ] {
            let matter = try FrontMatter(text)
            #expect(matter.string("title") == "A: b")
            #expect(matter.strings("tags") == ["x", "y"])
            #expect(matter.bool("draft") == true)
            #expect(matter.body == "body\n")
        }
        #expect(throws: ImportError.self) { try FrontMatter("---\na: [\n---\n") }
        #expect(try FrontMatter("no front matter").isEmpty)
    }

    @Test(arguments: [
        ("a\nb\n\nc", "<p>a<br>\nb</p>\n<p>c</p>"), ("<ul><li>a</li></ul>", "<ul>\n<li>\na\n</li>\n</ul>"),
        ("<pre>a\n\nb</pre>", "<pre>a\n\nb\n</pre>"), ("http://a.b/c", "<p><a href=\"http://a.b/c\">http://a.b/c</a></p>"),
        ("<blockquote>a\n\nb</blockquote>", "<blockquote>\n<p>a</p>\n<p>b</p>\n</blockquote>"),
    ])
    func paragraphsFromBlankLines(_ source: String, _ expected: String) {
        #expect(WordPressHTML.paragraphs(source) == expected)
    }

    @Test func shortcodes() {
        let picture = WordPressExport.Attachment(id: "7", parent: "1", address: "http://a.b/c.jpg", title: "T", caption: "C", alt: "")
        var attachments = WordPressExport.Attachments()
        attachments.add(picture)
        var content = WordPressHTML(attachments: attachments, post: "1")
        #expect(
            content.convert("[caption align=\"alignleft\"]<img src=x /> Words[/caption]")
                .contains("<figure class=\"alignleft\">\n<img src=x />\n<figcaption>\nWords\n</figcaption>"))
        #expect(
            content.convert("[caption]<a href=x><img src=x></a> Words with <a href=y>a link</a> in them[/caption]")
                .contains("</a>\n<figcaption>\nWords with <a href=y>a link</a> in them"))
        #expect(content.convert("[gallery]").contains("<img src=\"http://a.b/c.jpg\" alt=\"T\">"))
        #expect(content.convert("[[gallery]] [note] [playlist]") == "<p>[gallery] [note] [playlist]</p>")
        #expect(content.problems.map(\.item) == ["[playlist]"])
        #expect(content.convert("a<!--more-->b") == "<p>ab</p>")
        #expect(content.teaser == "<p>a</p>")
    }

    @Test func aWordPressExport() throws {
        let file = try temporaryFile(
            """
            <rss xmlns:wp="http://wordpress.org/export/1.2/" xmlns:dc="d" xmlns:content="c" xmlns:excerpt="e"><channel>
            <wp:author><wp:author_login>amy</wp:author_login><wp:author_email>a@b.c</wp:author_email></wp:author>
            <wp:category><wp:category_nicename>n</wp:category_nicename><wp:cat_name>News &amp;amp; more</wp:cat_name></wp:category>
            <item><title>Hi &lt;b&gt;you&lt;/b&gt;</title><link>http://old.example/2020/hi/</link><guid>http://old.example/?p=5</guid>
            <dc:creator>amy</dc:creator><content:encoded><![CDATA[One\n\nTwo]]></content:encoded><wp:post_id>5</wp:post_id>
            <wp:post_date_gmt>2020-01-02 03:04:05</wp:post_date_gmt><wp:status>publish</wp:status><wp:post_type>post</wp:post_type>
            <wp:post_password>secret</wp:post_password><wp:is_sticky>1</wp:is_sticky><category domain="category" nicename="n">News</category>
            <wp:comment><wp:comment_id>2</wp:comment_id><wp:comment_parent>1</wp:comment_parent><wp:comment_author>Bo</wp:comment_author>
            <wp:comment_content>answer</wp:comment_content><wp:comment_approved>0</wp:comment_approved></wp:comment>
            <wp:comment><wp:comment_id>3</wp:comment_id><wp:comment_type>pingback</wp:comment_type></wp:comment>
            </item><item><wp:post_type>nav_menu_item</wp:post_type><title>Menu</title></item></channel></rss>
            """)
        defer { try? FileManager.default.removeItem(at: file) }
        let archive = try WordPressExport(file).read(progress: Progress())
        let post = try #require(archive.entries.first)
        #expect(archive.entries.count == 1)
        #expect(post.title == "Hi you")
        #expect(post.publishedAt == 1_577_934_245)
        #expect(post.password == "secret" && post.isPinned && post.terms == ["n"] && post.authors == ["amy"])
        #expect(post.oldAddresses == ["/2020/hi", "/?p=5", "/?p=5"])
        #expect(post.source == "<p>One</p>\n<p>Two</p>")
        #expect(post.comments.map(\.id) == ["2"] && post.comments[0].state == .held)
        #expect(archive.terms.first?.name == "News & more")
        #expect(archive.problems.items["Menu items; this site's menus are its pages"] == ["Menu"])
    }

    @Test func xmlThatDefinesEntitiesIsRefused() throws {
        let file = try temporaryFile(
            "<!DOCTYPE rss [<!ENTITY a SYSTEM \"file:///etc/passwd\">]><rss xmlns:wp=\"http://wordpress.org/export/1.2/\"><channel><item>&a;</item></channel></rss>")
        defer { try? FileManager.default.removeItem(at: file) }
        #expect(throws: ImportError.self) { try WordPressExport(file).read(progress: Progress()) }
        let broken = try temporaryFile("<rss xmlns:wp=\"http://wordpress.org/export/1.2/\"><channel><item></channel>")
        defer { try? FileManager.default.removeItem(at: broken) }
        #expect(throws: ImportError.self) { try WordPressExport(broken).read(progress: Progress()) }
    }

    @Test func aGhostExport() throws {
        let json = """
            {"db":[{"data":{"users":[{"id":1,"slug":"amy","name":"Amy"}],"tags":[{"id":1,"slug":"news","name":"News"},{"id":2,"name":"#mark","slug":"hash-mark"}],
            "posts":[{"id":1,"uuid":"u1","title":"Hi","slug":"hi","html":"<p>x</p>","status":"published","published_at":"2020-01-02T03:04:05.000Z","feature_image":"__GHOST_URL__/content/a.png"},
            {"id":2,"uuid":"u2","title":"P","slug":"p","type":"page","status":"draft","lexical":"{\\"root\\":{\\"children\\":[{\\"type\\":\\"paragraph\\",\\"children\\":[{\\"type\\":\\"text\\",\\"text\\":\\"a<b\\",\\"format\\":1}]}]}}"}],
            "posts_tags":[{"post_id":1,"tag_id":1},{"post_id":1,"tag_id":2}],"posts_authors":[{"post_id":1,"author_id":1}]}}]}
            """
        let archive = try GhostExport(Data(json.utf8)).read(progress: Progress())
        #expect(archive.entries.map(\.title) == ["Hi", "P"])
        #expect(archive.entries[0].terms == ["news"] && archive.entries[0].authors == ["amy"])
        #expect(archive.entries[0].image == "/content/a.png" && archive.entries[0].oldAddresses.contains("/hi"))
        #expect(archive.entries[1].kind == .page && archive.entries[1].state == .draft)
        #expect(archive.entries[1].source == "<p><strong>a&lt;b</strong></p>\n")
        #expect(throws: ImportError.self) { try GhostExport(Data("{}".utf8)) }
    }

    private func temporaryFile(_ text: String) throws -> URL {
        let file = FileManager.default.temporaryDirectory.appendingPathComponent("import-\(UUID().uuidString).xml")
        try text.write(to: file, atomically: true, encoding: .utf8)
        return file
    }
}
