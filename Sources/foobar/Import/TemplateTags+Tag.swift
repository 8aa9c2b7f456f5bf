extension TemplateTags {
    /// One tag: `{{ "x" | url }}`, `{% image "x" "y" %}`, `{{< figure src="x" >}}`, `{: .class}`.
    struct Tag {
        enum Kind { case output, statement, shortcode, attributes }

        struct Argument {
            var name: String?
            var value: String
        }

        struct Filter {
            var name: String
            var argument: String?
        }

        let kind: Kind
        let source: Substring
        /// The first word; empty where a quoted text comes first.
        let name: String
        private(set) var literal: String?
        private(set) var arguments: [Argument] = []
        private(set) var filters: [Filter] = []

        /// Reads the tag at the front of a text.
        init?(_ text: Substring) {
            let closing: String
            if text.hasPrefix("{{<") || text.hasPrefix("{{%") {
                kind = .shortcode
                closing = text.hasPrefix("{{<") ? ">}}" : "%}}"
            } else if text.hasPrefix("{{") {
                kind = .output
                closing = "}}"
            } else if text.hasPrefix("{%") {
                kind = .statement
                closing = "%}"
            } else if text.hasPrefix("{:") {
                kind = .attributes
                closing = "}"
            } else {
                return nil
            }
            let opening = kind == .shortcode ? 3 : 2
            let line = text.dropFirst(opening).prefix(2_000)
            guard let end = Self.find(closing, in: line) else { return nil }
            source = text[..<line.index(end, offsetBy: closing.count)]
            var inside = line[..<end]
            if inside.first == "-" { inside.removeFirst() }
            if inside.last == "-" { inside.removeLast() }
            if kind == .attributes, inside.contains("\n") { return nil }
            var words = Self.words(inside)
            guard let first = words.first else { return nil }
            if kind == .output, first.isQuoted {
                name = ""
                literal = first.text
            } else {
                name = first.text
            }
            words.removeFirst()
            if kind == .output {
                // What stands between the first word and the first bar would be an operator.
                if let next = words.first, next.text != "|" || next.isQuoted { return nil }
                for part in words.split(whereSeparator: { $0.text == "|" && !$0.isQuoted }) {
                    guard let head = part.first else { continue }
                    let filter = head.text.hasSuffix(":") ? String(head.text.dropLast()) : head.text
                    let pieces = filter.split(separator: ":", maxSplits: 1)
                    filters.append(
                        Filter(
                            name: pieces.first.map(String.init) ?? filter,
                            argument: part.dropFirst().first?.text ?? pieces.dropFirst().first.map(String.init)))
                }
            } else {
                for word in words {
                    arguments.append(Argument(name: word.name, value: word.text))
                }
            }
        }

        /// How to name it in a list of what was not understood.
        var label: String {
            switch kind {
            case .output:
                let value = literal == nil ? name : "…"
                return "{{ \(([value] + filters.map(\.name)).joined(separator: " | ")) }}"
            case .statement: return "{% \(name) %}"
            case .shortcode: return "{{< \(name) >}}"
            case .attributes: return "{: }"
            }
        }

        /// The text up to the tag of that name, and what follows it.
        static func end(_ name: String, in text: Substring) -> (content: Substring, after: Substring)? {
            var rest = text
            while let brace = rest.firstIndex(of: "{") {
                rest = rest[brace...]
                if let tag = Tag(rest), tag.name == name {
                    return (text[..<brace], rest.dropFirst(tag.source.count))
                }
                rest.removeFirst()
            }
            return nil
        }

        private static func find(_ needle: String, in text: Substring) -> Substring.Index? {
            var rest = text
            while let found = rest.firstIndex(of: needle.first ?? "}") {
                rest = rest[found...]
                if rest.hasPrefix(needle) { return found }
                rest.removeFirst()
            }
            return nil
        }

        private struct Word {
            var name: String?
            var text: String
            var isQuoted: Bool
        }

        private static func words(_ text: Substring) -> [Word] {
            var words: [Word] = []
            var rest = text
            while true {
                rest = rest.drop { $0.isWhitespace || $0 == "," }
                guard let first = rest.first else { return words }
                if first == "|" {
                    words.append(Word(text: "|", isQuoted: false))
                    rest.removeFirst()
                    continue
                }
                var name: String?
                let key = rest.prefix { $0.isLetter || $0.isNumber || $0 == "_" || $0 == "-" }
                if !key.isEmpty, rest.dropFirst(key.count).first == "=" {
                    name = String(key)
                    rest = rest.dropFirst(key.count + 1)
                }
                if let quote = rest.first, quote == "\"" || quote == "'" || quote == "“" {
                    let closing: Character = quote == "“" ? "”" : quote
                    let content = Self.quoted(rest.dropFirst(), by: closing)
                    words.append(Word(name: name, text: String(content), isQuoted: true))
                    rest = rest.dropFirst(content.count + 2)
                } else {
                    let word = rest.prefix { !$0.isWhitespace && $0 != "|" }
                    words.append(Word(name: name, text: String(word), isQuoted: false))
                    rest = rest.dropFirst(max(word.count, 1))
                }
            }
        }

        /// Up to the quotation mark that ends it: one that a space, a bar or nothing follows. People write quotation
        /// marks inside of them.
        private static func quoted(_ text: Substring, by quote: Character) -> Substring {
            var index = text.startIndex
            while let found = text[index...].firstIndex(of: quote) {
                let next = text.index(after: found)
                if next == text.endIndex || text[next].isWhitespace || text[next] == "|" || text[next] == "," {
                    return text[..<found]
                }
                index = next
            }
            return text.firstIndex(of: quote).map { text[..<$0] } ?? text
        }
    }
}
