import Foundation

/// The content of a WordPress post as HTML: paragraphs made from blank lines, block comments taken out, shortcodes
/// replaced. It is not safe yet.
struct WordPressHTML {
    let attachments: WordPressExport.Attachments
    /// The post's number.
    let post: String
    private(set) var problems: [(reason: String, item: String)] = []
    /// What stood above `<!--more-->`.
    private(set) var teaser: String?

    init(attachments: WordPressExport.Attachments, post: String) {
        self.attachments = attachments
        self.post = post
    }

    mutating func convert(_ content: String) -> String {
        var html = content.replacing("\r\n", with: "\n")
        let hasBlocks = html.contains("<!-- wp:")
        html = shortcodes(html)
        html = comments(html)
        if !hasBlocks {
            html = Self.paragraphs(html)
            teaser = teaser.map(Self.paragraphs)
        }
        return hasBlocks ? Self.linkingEmbeds(html) : html
    }

    /// Takes the comments out: those that mark blocks, pages and the end of the teaser, and all others.
    private mutating func comments(_ html: String) -> String {
        var output = ""
        var rest = html[...]
        while let start = rest.range(of: "<!--") {
            output += rest[..<start.lowerBound]
            guard let end = rest.range(of: "-->", range: start.upperBound..<rest.endIndex) else {
                return output
            }
            let comment = rest[start.upperBound..<end.lowerBound].trimmed()
            rest = rest[end.upperBound...]
            if comment.hasPrefix("more"), !comment.hasPrefix("more-") {
                if teaser == nil { teaser = output }
            } else if comment.hasPrefix("nextpage") {
                problems.append(("Page breaks within a post; the post is one page", "number \(post)"))
            } else if comment.hasPrefix("wp:"), comment.hasSuffix("/") {
                let name = comment.dropFirst(3).prefix { !$0.isWhitespace && $0 != "/" }
                problems.append(("Blocks that WordPress fills in when it shows them; left out", String(name)))
            }
        }
        return output + rest
    }

    private mutating func shortcodes(_ html: String) -> String {
        guard html.contains("[") else { return html }
        var output = ""
        var rest = html[...]
        while let bracket = rest.firstIndex(of: "[") {
            output += rest[..<bracket]
            rest = rest[bracket...]
            guard let code = Shortcode(rest) else {
                output.append("[")
                rest.removeFirst()
                continue
            }
            if code.isEscaped {
                output += code.source.dropFirst().dropLast()
                rest = rest.dropFirst(code.source.count)
                continue
            }
            if let html = meaning(of: code) {
                output += html
            } else {
                if Shortcode.known.contains(code.name) {
                    problems.append(("Shortcodes that are not known; they stay as text", "[\(code.name)]"))
                }
                output += code.source
            }
            rest = rest.dropFirst(code.source.count)
        }
        return output + rest
    }

    private mutating func meaning(of code: Shortcode) -> String? {
        switch code.name {
        case "caption", "wp_caption":
            guard let content = code.content else { return nil }
            let align = code.named["align"] ?? ""
            var caption = code.named["caption"] ?? ""
            var picture = content.trimmed()
            // Since WordPress 3.4 the caption stands after the image.
            if caption.isEmpty, let end = imageEnd(in: picture) {
                caption = String(picture[end...]).trimmed()
                picture = String(picture[..<end])
            }
            return "\n\n<figure class=\"\(align.escapedForHTML)\">\(picture)<figcaption>\(caption)</figcaption></figure>\n\n"
        case "gallery": return gallery(code)
        case "embed":
            return code.content.map { "\n\n\($0.trimmed())\n\n" }
        case "youtube", "vimeo", "dailymotion", "twitter", "tweet", "instagram", "soundcloud", "wpvideo", "googlevideo":
            let value = (code.values.first ?? code.named["url"] ?? code.named[""] ?? "").trimmed()
            guard value.hasPrefix("http") else { return nil }
            return "\n\n<p><a href=\"\(value.escapedForHTML)\">\(value.escapedForHTML)</a></p>\n\n"
        case "video", "audio":
            let keys = ["src", "mp4", "m4v", "webm", "ogv", "mp3", "m4a", "ogg", "wav"]
            guard let source = keys.lazy.compactMap({ code.named[$0] }).first ?? code.values.first else { return nil }
            return "\n\n<\(code.name) src=\"\(source.escapedForHTML)\"></\(code.name)>\n\n"
        default: return nil
        }
    }

    /// The end of the image, with the link around it; the caption may have links of its own.
    private func imageEnd(in text: String) -> String.Index? {
        guard let image = text.range(of: "<img", options: .caseInsensitive),
            let end = text.range(of: ">", range: image.upperBound..<text.endIndex)?.upperBound
        else { return nil }
        let next = text[end...].drop(while: \.isWhitespace)
        return next.prefix(4).lowercased() == "</a>" ? next.index(next.startIndex, offsetBy: 4) : end
    }

    private mutating func gallery(_ code: Shortcode) -> String {
        var images: [WordPressExport.Attachment]
        if let ids = code.named["ids"] ?? code.named["include"] {
            images = ids.split(separator: ",").compactMap { attachments.byID[$0.trimmed()] }
        } else {
            let parent = code.named["id"] ?? post
            let excluded = Set((code.named["exclude"] ?? "").split(separator: ",").map { $0.trimmed() })
            images = (attachments.below[parent] ?? []).filter { !excluded.contains($0.id) }
                .sorted { (Int($0.id) ?? 0) < (Int($1.id) ?? 0) }
        }
        images = images.filter { image in
            ["jpg", "jpeg", "png", "gif", "webp", "avif", "svg"].contains { image.address.lowercased().hasSuffix(".\($0)") }
        }
        if images.isEmpty {
            problems.append(("Galleries none of whose images are in the export; left out", "number \(post)"))
            return ""
        }
        let figures = images.map { image in
            let alt = image.alt.isEmpty ? image.title : image.alt
            let caption = image.caption.isEmpty ? "" : "<figcaption>\(image.caption)</figcaption>"
            return "<figure><img src=\"\(image.address.escapedForHTML)\" alt=\"\(alt.escapedForHTML)\">\(caption)</figure>"
        }
        return "\n\n<figure>" + figures.joined() + "</figure>\n\n"
    }

    private static func isAddress(_ text: String) -> Bool {
        (text.hasPrefix("http://") || text.hasPrefix("https://")) && !text.contains { $0.isWhitespace || $0 == "<" || $0 == "\"" }
    }

    /// An address alone on its line, which WordPress would embed, as a link.
    private static func linkingEmbeds(_ html: String) -> String {
        html.split(separator: "\n", omittingEmptySubsequences: false).map { line -> String in
            let text = line.trimmed()
            guard isAddress(text) else { return String(line) }
            return "<p><a href=\"\(text)\">\(text)</a></p>"
        }.joined(separator: "\n")
    }

    private static let blocks: Set<String> = [
        "table", "thead", "tfoot", "caption", "col", "colgroup", "tbody", "tr", "td", "th", "div", "dl", "dd", "dt", "ul", "ol",
        "li", "pre", "form", "map", "area", "blockquote", "address", "style", "p", "h1", "h2", "h3", "h4", "h5", "h6", "hr",
        "fieldset", "legend", "section", "article", "aside", "hgroup", "header", "footer", "nav", "figure", "figcaption",
        "details", "menu", "summary", "script", "iframe", "object", "video", "audio",
    ]
    private static let verbatim: Set<String> = ["pre", "script", "style", "textarea", "object"]

    /// Blocks whose text is a line of its own: it becomes paragraphs only where it has more than one.
    private static let lines: Set<String> = [
        "p", "li", "td", "th", "dd", "dt", "h1", "h2", "h3", "h4", "h5", "h6", "figure", "figcaption", "caption", "summary", "legend",
    ]
    private static let void: Set<String> = ["hr", "col", "area"]

    /// Paragraphs from blank lines and line breaks from line ends, as WordPress makes them (`wpautop`).
    static func paragraphs(_ html: String) -> String {
        var chunks: [String] = []
        var open: [String] = []
        var text = ""
        func flush() {
            let found = split(text)
            text = ""
            let isLine = found.count <= 1 && open.last.map(lines.contains) ?? false
            for paragraph in found {
                let content = isAddress(paragraph) ? "<a href=\"\(paragraph)\">\(paragraph)</a>" : broken(paragraph)
                chunks.append(isLine ? content : "<p>\(content)</p>")
            }
        }
        var rest = html.replacing("\r\n", with: "\n")[...]
        while let less = rest.firstIndex(of: "<") {
            text += rest[..<less]
            rest = rest[less...]
            let name = String(rest.dropFirst().drop { $0 == "/" }.prefix { $0.isLetter || $0.isNumber }).lowercased()
            guard let end = rest.firstIndex(of: ">") else { break }
            let tag = rest[...end]
            rest = rest[rest.index(after: end)...]
            guard blocks.contains(name) else {
                text += tag
                continue
            }
            flush()
            var chunk = String(tag)
            if tag.hasPrefix("</") {
                // Only the last few: what is left open must not cost a walk for each tag.
                if let place = open.suffix(20).lastIndex(of: name) { open.removeSubrange(place...) }
            } else if verbatim.contains(name) {
                let close = rest.range(of: "</\(name)", options: .caseInsensitive)?.lowerBound ?? rest.endIndex
                chunk += rest[..<close]
                rest = rest[close...]
            } else if !void.contains(name) {
                if open.last == "p" || open.last == name { open.removeLast() }
                open.append(name)
            }
            chunks.append(chunk)
        }
        text += rest
        flush()
        return chunks.joined(separator: "\n")
    }

    private static func split(_ text: String) -> [String] {
        var paragraphs: [String] = []
        var current: [Substring] = []
        for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
            if line.allSatisfy(\.isWhitespace) {
                if !current.isEmpty { paragraphs.append(current.joined(separator: "\n").trimmed()) }
                current = []
            } else {
                current.append(line)
            }
        }
        if !current.isEmpty { paragraphs.append(current.joined(separator: "\n").trimmed()) }
        return paragraphs.filter { !$0.isEmpty }
    }

    /// With `<br>` at the ends of lines outside of tags.
    private static func broken(_ text: String) -> String {
        var output = ""
        var inTag = false
        for character in text {
            if character == "<" { inTag = true }
            if character == ">" { inTag = false }
            if character == "\n", !inTag, !output.hasSuffix("<br>"), !output.hasSuffix("<br />"), !output.hasSuffix("<br/>") {
                output += "<br>"
            }
            output.append(character)
        }
        return output
    }
}
