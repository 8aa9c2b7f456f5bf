import Site

extension Schema {
    /// Numbers that posts, comments and files have.
    static let id = Schema.integer(1...greatest)
    static let count = Schema.integer()
    static let url = Schema.string(Text(format: "uri"))
    static let moment = Schema.string(Text(format: "date-time"))

    static func text(most: Int? = nil, _ pattern: Pattern? = nil, format: StaticString? = nil) -> Schema {
        .string(Text(most: most, format: format, pattern: pattern))
    }
}

extension Schema.Pattern {
    /// Once white space and what shows nothing is taken away, something is left.
    static let visible = Schema.Pattern(
        expression: #"[^\s\u0085\u001C-\u001F\uFEFF\u202A-\u202E\u2066-\u2069]"#, words: "something that can be seen"
    ) { text in
        text.unicodeScalars.contains { scalar in
            switch scalar.value {
            case 0x1C...0x1F, 0xFEFF, 0x202A...0x202E, 0x2066...0x2069: false
            default: !scalar.properties.isWhitespace
            }
        }
    }

    /// A tag: commas stand between tags elsewhere.
    static let tag = Schema.Pattern(expression: "^[^,，、]+$", words: "no comma") { text in
        !text.isEmpty && !text.unicodeScalars.contains { $0 == "," || $0 == "，" || $0 == "、" }
    }

    static let slug = Schema.Pattern(
        expression: "^[a-z0-9]+(-[a-z0-9]+)*$", words: "small letters and digits, with single hyphens between them"
    ) { text in
        // A line feed at the end is taken away, as from all that is one line.
        let text = text.hasSuffix("\n") ? text.dropLast() : text[...]
        return text.utf8.split(separator: UInt8(ascii: "-"), omittingEmptySubsequences: false).allSatisfy { part in
            !part.isEmpty && part.allSatisfy { 0x30...0x39 ~= $0 || 0x61...0x7A ~= $0 }
        }
    }

    /// What a list goes on from.
    static let pageKey = Schema.Pattern(
        expression: "^(0|-?[1-9][0-9]{0,14})-(0|[1-9][0-9]{0,14})$", words: "the form of “next” in the page before"
    ) { PageKey($0) != nil }

    static let moment = Schema.Pattern(
        expression: "^[0-9]{4}-[0-9]{2}-[0-9]{2}[Tt][0-9:.]+([Zz]|[+-][0-9]{2}:[0-9]{2})$",
        words: "a moment as in RFC 3339, like 2026-11-23T14:30:00Z"
    ) { CivilTime.seconds(rfc3339: $0) != nil }
}
