/// Tags as they are typed: names with commas between them.
public enum TagList {
    /// The names, cleaned, each once, in their order.
    public static func names(in typed: String) -> [TagName] {
        var tags: [TagName] = []
        for part in typed.split(whereSeparator: { $0 == "," || $0 == "\n" || $0 == "，" || $0 == "、" }) {
            let name = TypedText(line: String(part), limit: .max).text
            let tag = TagName(slug: Slug.of(name, orElse: "tag"), name: name)
            if !name.isEmpty && !tags.contains(where: { $0.slug == tag.slug }) { tags.append(tag) }
        }
        return tags
    }
}

extension Site {
    /// Tags by the names that they have here already.
    public func known(_ tags: [TagName]) throws -> [TagName] {
        try tags.map { tag in
            try database.first("SELECT name FROM tag WHERE slug = ?", tag.slug) {
                TagName(slug: tag.slug, name: $0.string(0))
            } ?? tag
        }
    }
}
