import Foundation

/// The document of Ghost's newer editor, for exports that lack its HTML.
enum Lexical {
    static func html(of text: String) -> String? {
        guard let document = try? JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any],
            let root = document["root"] as? [String: Any]
        else { return nil }
        return children(of: root, depth: 0)
    }

    private static func children(of node: [String: Any], depth: Int) -> String {
        depth > 60 ? "" : (node["children"] as? [[String: Any]] ?? []).map { html(of: $0, depth: depth + 1) }.joined()
    }

    private static func html(of node: [String: Any], depth: Int) -> String {
        func text(_ key: String) -> String { node[key] as? String ?? "" }
        let inner = children(of: node, depth: depth)
        switch text("type") {
        case "text", "extended-text", "code-highlight": return formatted(text("text"), format: node["format"] as? Int ?? 0)
        case "linebreak": return "<br>"
        case "paragraph": return "<p>\(inner)</p>\n"
        case "heading", "extended-heading":
            let tag = text("tag").isEmpty ? "h2" : text("tag").filter { $0.isLetter || $0.isNumber }
            return "<\(tag)>\(inner)</\(tag)>\n"
        case "quote", "extended-quote", "aside": return "<blockquote>\(inner)</blockquote>\n"
        case "list": return text("listType") == "number" ? "<ol>\(inner)</ol>\n" : "<ul>\(inner)</ul>\n"
        case "listitem": return "<li>\(inner)</li>"
        case "link", "autolink": return "<a href=\"\(text("url").escapedForHTML)\">\(inner)</a>"
        case "horizontalrule": return "<hr>\n"
        case "codeblock":
            let language = text("language").filter { $0.isLetter || $0.isNumber }
            return "<pre><code class=\"language-\(language)\">\(text("code").escapedForHTML)</code></pre>\n"
        case "html", "markdown": return text("html") + text("markdown") + "\n"
        case "image":
            let caption = text("caption").isEmpty ? "" : "<figcaption>\(text("caption"))</figcaption>"
            return "<figure><img src=\"\(text("src").escapedForHTML)\" alt=\"\(text("alt").escapedForHTML)\">\(caption)</figure>\n"
        case "embed", "bookmark":
            return "<p><a href=\"\(text("url").escapedForHTML)\">\(text("url").escapedForHTML)</a></p>\n"
        default: return inner
        }
    }

    /// Lexical's bits: 1 bold, 2 italic, 4 struck through, 8 underlined, 16 code, 32 sub-, 64 superscript.
    private static func formatted(_ text: String, format: Int) -> String {
        var html = text.escapedForHTML
        for (bit, tag) in [(16, "code"), (32, "sub"), (64, "sup"), (8, "u"), (4, "s"), (2, "em"), (1, "strong")] where format & bit != 0 {
            html = "<\(tag)>\(html)</\(tag)>"
        }
        return html
    }
}
