/// The tags of site generators (Liquid, Nunjucks, Hugo's shortcodes) in a Markdown text, as what they meant.
///
/// In code they stay as they are, and so do those that are not known; these are counted.
struct TemplateTags {
    /// Tags left as text, each as a reader would recognise it: `{{ … | team_link }}`.
    private(set) var unknown: [String] = []
    private let variable: (String) -> String?

    /// - Parameter variable: the value of a name in the front matter.
    init(variable: @escaping (String) -> String?) {
        self.variable = variable
    }

    mutating func expand(_ text: String) -> String {
        var output = ""
        output.reserveCapacity(text.utf8.count)
        var rest = text[...]
        var isRaw = false
        var code = CodeSpans()
        while let brace = rest.firstIndex(where: { $0 == "{" || $0 == "`" || $0 == "~" || $0 == "\n" }) {
            output += rest[..<brace]
            code.pass(rest[..<brace])
            rest = rest[brace...]
            if rest.first != "{" {
                let length = code.delimiter(at: &rest)
                output += length
                continue
            }
            guard let tag = Tag(rest) else {
                output.append("{")
                code.pass(rest.prefix(1))
                rest.removeFirst()
                continue
            }
            code.pass("x")
            let after = rest.dropFirst(tag.source.count)
            if tag.kind == .statement, tag.name == "raw" || tag.name == "endraw" {
                isRaw = tag.name == "raw"
                rest = after
            } else if isRaw {
                output += tag.source
                rest = after
            } else if code.isInside {
                output += tag.source
                rest = after
            } else if tag.kind == .statement, tag.name == "comment", let end = Tag.end("endcomment", in: after) {
                rest = end.after
            } else if tag.kind == .attributes {
                rest = after
            } else if ["highlight"].contains(tag.name), let end = Tag.end("end" + tag.name, in: after) ?? Tag.end("/" + tag.name, in: after) {
                output += "```\(tag.arguments.first?.value ?? "")\n\(end.content.trimmingNewlines())\n```"
                rest = end.after
            } else if let meaning = meaning(of: tag) {
                output += meaning
                rest = after
            } else {
                unknown.append(tag.label)
                output += tag.source
                rest = after
            }
        }
        return output + rest
    }

    private func meaning(of tag: Tag) -> String? {
        switch tag.kind {
        case .output: output(tag)
        case .statement: statement(tag)
        case .shortcode: shortcode(tag)
        case .attributes: ""
        }
    }

    private func output(_ tag: Tag) -> String? {
        var value: String
        if let literal = tag.literal {
            value = literal
        } else {
            switch tag.name {
            case "site.baseurl", "site.url", "page.preview_baseurl", "baseurl": value = ""
            default:
                let name = tag.name.hasPrefix("page.") ? String(tag.name.dropFirst(5)) : tag.name
                guard let found = variable(name) else { return nil }
                value = found
            }
        }
        for filter in tag.filters {
            switch filter.name {
            case "url", "relative_url", "absolute_url", "safe", "strip", "escape", "prepend", "markdownify", "relURL": continue
            case "embed":
                guard let title = filter.argument else { return nil }
                value = "<iframe src=\"\(value.escapedForHTML)\" title=\"\(title.escapedForHTML)\"></iframe>"
            default: return nil
            }
        }
        return value
    }

    private func statement(_ tag: Tag) -> String? {
        let words = tag.arguments
        switch tag.name {
        case "image", "img":
            guard let source = words.first?.value else { return nil }
            return image(source, alt: words.dropFirst().first?.value ?? "")
        case "image_with_class":
            guard words.count >= 2 else { return nil }
            return image(words[0].value, alt: words.count > 2 ? words[2].value : "")
        case "post_url":
            guard let name = words.first?.value.split(separator: "/").last else { return nil }
            let parts = name.split(separator: "-", maxSplits: 3)
            return parts.count == 4 ? "/\(parts[0])/\(parts[1])/\(parts[2])/\(parts[3])/" : nil
        case "link":
            return words.first.map { "/" + $0.value.drop { $0 == "/" } }
        case "youtube":
            return words.first.map { "<https://www.youtube.com/watch?v=\($0.value)>" }
        default: return nil
        }
    }

    private func shortcode(_ tag: Tag) -> String? {
        func named(_ name: String) -> String? { tag.arguments.first { $0.name == name }?.value }
        switch tag.name {
        case "figure":
            guard let source = named("src") else { return nil }
            let caption = named("caption") ?? named("title")
            let picture = "<img src=\"\(source.escapedForHTML)\" alt=\"\((named("alt") ?? "").escapedForHTML)\">"
            return "<figure>\(picture)\(caption.map { "<figcaption>\($0)</figcaption>" } ?? "")</figure>"
        case "youtube":
            return (named("id") ?? tag.arguments.first?.value).map { "<https://www.youtube.com/watch?v=\($0)>" }
        case "vimeo":
            return (named("id") ?? tag.arguments.first?.value).map { "<https://vimeo.com/\($0)>" }
        case "ref", "relref":
            return tag.arguments.first?.value
        default: return nil
        }
    }

    private func image(_ source: String, alt: String) -> String {
        let isElsewhere = source.hasPrefix("/") || source.hasPrefix("http://") || source.hasPrefix("https://")
        let address = (isElsewhere ? source : "/" + source).replacing(" ", with: "%20")
        // Markdown would read brackets and line ends in the description as its own.
        return "<img src=\"\(address.escapedForHTML)\" alt=\"\(alt.replacing("\n", with: " ").escapedForHTML)\">"
    }
}

/// Which part of a Markdown text is code: fenced blocks and spans between backquotes.
private struct CodeSpans {
    private var fence: (character: Character, length: Int)?
    private var span: Int?
    private var atLineStart = true

    var isInside: Bool { fence != nil || span != nil }

    mutating func pass(_ text: Substring) {
        if text.contains(where: { $0 != " " && $0 != "\t" && $0 != ">" }) { atLineStart = false }
    }

    /// Takes a run of backquotes or tildes, or a line's end, from the front.
    mutating func delimiter(at rest: inout Substring) -> Substring {
        guard let first = rest.first else { return "" }
        if first == "\n" {
            let next = rest.dropFirst().prefix { $0 == " " || $0 == "\t" }
            let isBlank = rest.dropFirst(1 + next.count).first == "\n"
            // A paragraph's end ends a span that was none.
            if isBlank { span = nil }
            atLineStart = true
            return rest.popFirst().map { _ in "\n" } ?? ""
        }
        let run = rest.prefix { $0 == first }
        rest = rest.dropFirst(run.count)
        if let open = fence {
            if atLineStart, first == open.character, run.count >= open.length,
                rest.prefix(while: { $0 != "\n" }).allSatisfy({ $0 == " " || $0 == "\r" })
            { fence = nil }
        } else if atLineStart, run.count >= 3, span == nil {
            fence = (first, run.count)
        } else if first == "`" {
            if span == run.count {
                span = nil
            } else if span == nil, Self.closes(run.count, in: rest) {
                span = run.count
            }
        }
        atLineStart = false
        return run
    }

    /// Whether as many backquotes come again before the paragraph ends.
    private static func closes(_ count: Int, in rest: Substring) -> Bool {
        var run = 0
        var lineIsEmpty = false
        for character in rest.prefix(4_000) {
            if character == "`" {
                run += 1
                continue
            }
            if run == count { return true }
            run = 0
            if character == "\n" {
                if lineIsEmpty { return false }
                lineIsEmpty = true
            } else if character != " " {
                lineIsEmpty = false
            }
        }
        return run == count
    }
}

extension String {
    var escapedForHTML: String {
        var result = ""
        for character in self {
            switch character {
            case "&": result += "&amp;"
            case "<": result += "&lt;"
            case ">": result += "&gt;"
            case "\"": result += "&quot;"
            default: result.append(character)
            }
        }
        return result
    }
}

extension StringProtocol {
    func trimmingNewlines() -> String {
        var text = Substring(self)
        while text.first?.isNewline == true { text.removeFirst() }
        while text.last?.isNewline == true { text.removeLast() }
        return String(text)
    }
}
