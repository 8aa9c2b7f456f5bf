import Foundation
import Markdown
import Site

/// A post as a file of Markdown with front matter: YAML, each value as JSON, which YAML understands.
struct PostFile {
    let id: Int
    let draft: PostDraft

    init(_ post: StoredPost) {
        id = post.id
        draft = post.draft
    }

    var text: String {
        get throws {
            let values: [(String, Any)] = [
                ("title", draft.title), ("slug", draft.slug), ("date", Self.date(draft.publishedAt)),
                ("updated", Self.date(draft.updatedAt)), ("id", id), ("kind", draft.kind.rawValue), ("state", draft.state.rawValue),
                ("authors", draft.authors.map { ["name": $0.name, "shown": $0.shown] }),
                ("tags", draft.tags.map { ["slug": $0.slug, "name": $0.name] }),
                ("pinned", draft.isPinned), ("unlisted", draft.isUnlisted), ("protected", draft.isProtected),
                ("comments", draft.hasOpenComments), ("parent", draft.parentID ?? NSNull()), ("position", draft.position),
                ("image", draft.image), ("excerpt", draft.excerpt), ("format", draft.format.rawValue),
            ]
            let lines = try values.map { name, value in
                let json = try JSONSerialization.data(withJSONObject: value, options: [.fragmentsAllowed, .withoutEscapingSlashes, .sortedKeys])
                return "\(name): \(String(decoding: json, as: UTF8.self))\n"
            }
            return "---\n\(lines.joined())---\n\(draft.source)"
        }
    }

    /// - Parameters:
    ///   - text: of the file.
    ///   - html: what the site shows of it. It is taken as it is: an export is as trusted as the databases it is of.
    /// - Throws: `ImportError`.
    init(_ text: String, html: String, name: String) throws {
        func fault(_ what: String) -> ImportError { ImportError("\(name) \(what). Nothing was imported.") }
        guard text.utf8.starts(with: "---\n".utf8), let end = text.firstRange(of: "\n---\n") else {
            throw fault("has no front matter")
        }
        var values: [String: Any] = [:]
        for line in text[text.index(text.startIndex, offsetBy: 4)..<end.lowerBound].split(separator: "\n") {
            guard let colon = line.firstRange(of: ": "),
                let value = try? JSONSerialization.jsonObject(with: Data(line[colon.upperBound...].utf8), options: .fragmentsAllowed)
            else { throw fault("has a line that an export has not: \(line.prefix(60))") }
            values[String(line[..<colon.lowerBound])] = value
        }
        func value<Value>(_ name: String, _ type: Value.Type = Value.self) throws -> Value {
            guard let value = values[name] as? Value else { throw fault("has no valid “\(name)”") }
            return value
        }
        func date(_ name: String) throws -> Int {
            guard let date = Self.formatter.date(from: try value(name)) else { throw fault("has no valid “\(name)”") }
            return Int(date.timeIntervalSince1970.rounded())
        }
        id = try value("id")
        let source = String(text[end.upperBound...])
        var draft = PostDraft(
            slug: try value("slug"), title: try value("title"), publishedAt: try date("date"), updatedAt: try date("updated"),
            html: html, text: SafeHTML(html: html).plainText, source: source)
        guard let kind = PostDraft.Kind(rawValue: try value("kind")), let state = PostDraft.State(rawValue: try value("state")),
            let format = PostDraft.Format(rawValue: try value("format"))
        else { throw fault("is of no known kind, state or format") }
        draft.kind = kind
        draft.state = state
        draft.format = format
        draft.authors = try value("authors", [[String: String]].self).map { Byline(name: $0["name"] ?? "", shown: $0["shown"] ?? "") }
        draft.tags = try value("tags", [[String: String]].self).map { TagName(slug: $0["slug"] ?? "", name: $0["name"] ?? "") }
        draft.isPinned = try value("pinned")
        draft.isUnlisted = try value("unlisted")
        draft.isProtected = try value("protected")
        draft.hasOpenComments = try value("comments")
        draft.parentID = values["parent"] as? Int
        draft.position = try value("position")
        draft.image = try value("image")
        draft.excerpt = try value("excerpt")
        self.draft = draft
    }

    private static var formatter: ISO8601DateFormatter { ISO8601DateFormatter() }

    private static func date(_ seconds: Int) -> String {
        formatter.string(from: Date(timeIntervalSince1970: TimeInterval(seconds)))
    }
}
