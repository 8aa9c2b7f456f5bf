import CGI
import HTML
import JSON
import Site

/// A feed of whole posts, as it is written, post by post: Atom (RFC 4287), RSS 2.0
/// (https://www.rssboard.org/rss-specification) or JSON Feed 1.1 (https://www.jsonfeed.org/version/1.1/).
public struct Feed {
    public enum Format: String, Sendable { case atom, rss, json }

    /// How many posts a feed has.
    public static let size = 20

    private let format: Format
    private let source: FeedSource
    private let settings: Settings
    private let origin: String
    private var updatedAt: Int?
    private var entries = HTML()
    private var items = JSON()

    public init(_ format: Format, _ source: FeedSource, context: Context) {
        self.format = format
        self.source = source
        settings = context.settingsAtHand
        origin = context.origin
    }

    public mutating func add(_ post: PostRow) {
        updatedAt = max(updatedAt ?? .min, post.updatedAt)
        let content = post.isProtected
            ? Array("<p>This post asks for a password.</p>".utf8)
            : absolute(post.html)
        switch format {
        case .atom: addAtom(post, content)
        case .rss: addRSS(post, content)
        case .json: addJSON(post, content)
        }
    }

    public consuming func finished() -> Response {
        switch format {
        case .atom: Response(.ok, type: "application/atom+xml; charset=utf-8", body: atom.bytes)
        case .rss: Response(.ok, type: "application/rss+xml; charset=utf-8", body: rss.bytes)
        case .json: Response(.ok, type: "application/feed+json; charset=utf-8", body: json.bytes)
        }
    }

    // MARK: Atom

    private mutating func addAtom(_ post: PostRow, _ content: [UInt8]) {
        entries += """
            <entry>
            <id>\(origin)/posts/\(post.slug)</id>
            <title>\(.title(post))</title>
            <link rel="alternate" type="text/html" href="\(origin)/posts/\(post.slug)"/>
            <published>\(moment: CivilTime(post.publishedAt))</published>
            <updated>\(moment: CivilTime(post.updatedAt))</updated>

            """
        var hasAuthor = false
        post.authors { name, shown in
            entries += "<author><name>\(shown)</name><uri>\(origin)/users/\(name)</uri></author>\n"
            hasAuthor = true
        }
        // RFC 4287, section 4.1.2: an entry has an author, or its feed has.
        if !hasAuthor { entries += "<author><name>\(settings.title)</name></author>\n" }
        post.tags { slug, name in entries += "<category term=\"\(slug)\" label=\"\(name)\"/>\n" }
        if !post.excerpt.isEmpty { entries += "<summary>\(xmlText(post.excerpt))</summary>\n" }
        entries += "<content type=\"html\">\(xmlText(content.span))</content>\n</entry>\n"
    }

    private var atom: HTML {
        """
        <?xml version="1.0" encoding="utf-8"?>
        <feed xmlns="http://www.w3.org/2005/Atom" xml:lang="\(settings.language)">
        <id>\(origin)\(source.feedPath)</id>
        <title>\(source.title)</title>
        <updated>\(moment: CivilTime(updatedAt ?? 0))</updated>
        <link rel="self" type="application/atom+xml" href="\(origin)\(source.feedPath)"/>
        <link rel="alternate" type="text/html" href="\(origin)\(source.path)"/>
        <generator>foobar</generator>
        \(entries)</feed>

        """
    }

    // MARK: RSS

    private mutating func addRSS(_ post: PostRow, _ content: [UInt8]) {
        entries += """
            <item>
            <title>\(.title(post))</title>
            <link>\(origin)/posts/\(post.slug)</link>
            <guid isPermaLink="true">\(origin)/posts/\(post.slug)</guid>
            <pubDate>\(rfc822: post.publishedAt)</pubDate>

            """
        post.authors { _, shown in entries += "<dc:creator>\(shown)</dc:creator>\n" }
        post.tags { _, name in entries += "<category>\(name)</category>\n" }
        entries += "<description>\(xmlText(content.span))</description>\n</item>\n"
    }

    private var rss: HTML {
        """
        <?xml version="1.0" encoding="utf-8"?>
        <rss version="2.0" xmlns:atom="http://www.w3.org/2005/Atom" xmlns:dc="http://purl.org/dc/elements/1.1/">
        <channel>
        <title>\(source.title)</title>
        <link>\(origin)\(source.path)</link>
        <description>\(settings.about.isEmpty ? source.title : settings.about)</description>
        <language>\(settings.language)</language>
        <lastBuildDate>\(rfc822: updatedAt ?? 0)</lastBuildDate>
        <atom:link rel="self" type="application/rss+xml" href="\(origin)\(source.feedPath)/rss"/>
        \(entries)</channel>
        </rss>

        """
    }

    // MARK: JSON Feed

    private mutating func addJSON(_ post: PostRow, _ content: [UInt8]) {
        items.object { item in
            item.member("id", "\(origin)/posts/\(post.slugText)")
            item.member("url", "\(origin)/posts/\(post.slugText)")
            item.member("title", post.title)
            item.member("content_html", content.span)
            item.member("summary", post.excerpt)
            item.member("date_published", .moment(post.publishedAt))
            item.member("date_modified", .moment(post.updatedAt))
            item.member("authors") { json in
                json.array { json in
                    post.authors { name, shown in
                        json.object { json in
                            json.member("name", shown)
                            json.member("url", "\(origin)/users/\(text(name))")
                        }
                    }
                }
            }
            item.member("tags") { json in json.array { json in post.tags { _, name in json.string(name) } } }
        }
    }

    private var json: JSON {
        var json = JSON()
        json.object { feed in
            feed.member("version", "https://jsonfeed.org/version/1.1")
            feed.member("title", source.title)
            feed.member("home_page_url", "\(origin)\(source.path)")
            feed.member("feed_url", "\(origin)\(source.feedPath)/json")
            feed.member("description", settings.about)
            feed.member("language", settings.language)
            feed.member("items") { $0.array { $0.elements(items) } }
        }
        return json
    }

    // MARK: Text

    /// Links and images of safe HTML with their whole address: a feed is read away from the site.
    private func absolute(_ html: Span<UInt8>) -> [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(html.count + 256)
        var isInTag = false
        var index = 0
        while index < html.count {
            let byte = html[index]
            // The cleaner writes `<` and `>` for tags alone, and attributes in this one way: ` href="/…"`, ` src="/…"`.
            if byte == UInt8(ascii: "<") { isInTag = true }
            if byte == UInt8(ascii: ">") { isInTag = false }
            if isInTag && byte == UInt8(ascii: " "),
                begins(" srcset=\"", in: html, at: index) || begins(" sizes=\"", in: html, at: index)
            {
                // Whoever reads a feed takes the address in `src`.
                index += 8
                if html[index] == UInt8(ascii: "\"") { index += 1 }
                while index < html.count, html[index] != UInt8(ascii: "\"") { index += 1 }
                index += 1
                continue
            }
            if isInTag && byte == UInt8(ascii: "/"), index >= 6, html[index - 1] == UInt8(ascii: "\""),
                html[index - 2] == UInt8(ascii: "="),
                html[index - 3] == UInt8(ascii: "f") || html[index - 3] == UInt8(ascii: "c"),
                index + 1 < html.count, html[index + 1] != UInt8(ascii: "/")
            {
                bytes.append(contentsOf: origin.utf8)
            }
            bytes.append(byte)
            index += 1
        }
        return bytes
    }

    private func begins(_ text: StaticString, in html: Span<UInt8>, at index: Int) -> Bool {
        guard index + text.utf8CodeUnitCount <= html.count else { return false }
        for offset in 0..<text.utf8CodeUnitCount where html[index + offset] != text.utf8Start[offset] { return false }
        return true
    }

    /// Text without the control characters that XML 1.0 has no way to write (section 2.2).
    private func xmlText(_ text: Span<UInt8>) -> HTML {
        var html = HTML()
        var start = 0
        for index in 0..<text.count where text[index] < 0x20 && ![0x09, 0x0a, 0x0d].contains(text[index]) {
            html += "\(text.extracting(start..<index))"
            start = index + 1
        }
        html += "\(text.extracting(start..<text.count))"
        return html
    }
}
