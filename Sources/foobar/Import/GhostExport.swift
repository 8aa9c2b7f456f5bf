import Foundation
import Markdown
import Site

/// A Ghost export, as its settings page makes it (JSON).
struct GhostExport {
    private let tables: [String: Any]

    /// - Throws: `ImportError` where it is none.
    init(_ data: Data) throws {
        let object: Any
        do {
            object = try JSONSerialization.jsonObject(with: data)
        } catch {
            throw ImportError("It is no well-formed JSON: \(error.localizedDescription) Nothing was imported.")
        }
        let top = object as? [String: Any] ?? [:]
        let database = (top["db"] as? [Any])?.first as? [String: Any] ?? top
        guard let tables = database["data"] as? [String: Any], tables["posts"] is [Any] else {
            throw ImportError("It is JSON, but no Ghost export: there is no db[0].data.posts in it.")
        }
        self.tables = tables
    }

    private func rows(_ table: String) -> [[String: Any]] { tables[table] as? [[String: Any]] ?? [] }

    private static func text(_ value: Any?) -> String {
        switch value {
        case let text as String: text
        case let number as NSNumber: number.stringValue
        default: ""
        }
    }

    func read(progress: Progress) -> Archive {
        var archive = Archive(kind: "a Ghost export")
        var users: [String: String] = [:]
        for row in rows("users") {
            let login = Self.text(row["slug"]).isEmpty ? Self.text(row["name"]) : Self.text(row["slug"])
            users[Self.text(row["id"])] = login
            archive.add(
                Archive.User(
                    login: login, shown: Self.text(row["name"]), email: row["email"] as? String,
                    about: Self.text(row["bio"]), link: Self.text(row["website"])))
        }
        var terms: [String: String] = [:]
        for row in rows("tags") {
            // A name that starts with # is Ghost's own mark, never shown.
            if Self.text(row["visibility"]) == "internal" || Self.text(row["name"]).hasPrefix("#") {
                archive.problems.add("Ghost's internal tags; left out", Self.text(row["name"]))
                continue
            }
            let slug = Slug.of(Self.text(row["slug"]), orElse: "tag")
            terms[Self.text(row["id"])] = slug
            archive.add(Archive.Term(slug: slug, name: Self.text(row["name"]), about: Self.text(row["description"])))
        }
        let tagsOfPost = grouped("posts_tags", "tag_id")
        let authorsOfPost = grouped("posts_authors", "author_id")
        var metas: [String: [String: Any]] = [:]
        for row in rows("posts_meta") { metas[Self.text(row["post_id"])] = row }
        let posts = rows("posts")
        for (index, row) in posts.enumerated() {
            progress.step("Reading", index, of: posts.count)
            let id = Self.text(row["id"])
            let authors = authorsOfPost[id] ?? [Self.text(row["author_id"])]
            guard var entry = entry(row, meta: metas[id] ?? [:], in: &archive) else { continue }
            entry.authors = authors.compactMap { users[$0] }
            entry.terms = (tagsOfPost[id] ?? []).compactMap { terms[$0] }
            archive.entries.append(entry)
        }
        if let members = tables["members"] as? [Any], !members.isEmpty {
            archive.problems.add("Subscribers; they did not sign up here", "\(members.count) of them")
        }
        progress.end()
        return archive
    }

    private func grouped(_ table: String, _ column: String) -> [String: [String]] {
        let sorted = rows(table).sorted { (Int(Self.text($0["sort_order"])) ?? 0) < (Int(Self.text($1["sort_order"])) ?? 0) }
        return Dictionary(grouping: sorted) { Self.text($0["post_id"]) }.mapValues { $0.map { Self.text($0[column]) } }
    }

    private static func date(_ value: Any?) -> Int? {
        // Old exports count milliseconds.
        if let number = value as? NSNumber { return number.intValue / 1000 }
        return (value as? String).flatMap { ImportDate($0)?.seconds }
    }

    private func entry(_ row: [String: Any], meta: [String: Any], in archive: inout Archive) -> Archive.Entry? {
        let slug = Self.text(row["slug"])
        let title = Self.text(row["title"])
        let id = Self.text(row["uuid"]).isEmpty ? Self.text(row["id"]) : Self.text(row["uuid"])
        var entry = Archive.Entry(
            identity: "ghost:\(id)", title: title, slug: slug.isEmpty ? title : slug,
            publishedAt: Self.date(row["published_at"]) ?? Self.date(row["created_at"]) ?? 0)
        entry.updatedAt = Self.date(row["updated_at"])
        let isPage = Self.text(row["type"]) == "page" || (row["page"] as? NSNumber)?.boolValue == true
        entry.kind = isPage ? .page : .post
        entry.isPinned = (row["featured"] as? NSNumber)?.boolValue ?? false
        switch Self.text(row["status"]) {
        case "published", "scheduled", "sent": entry.state = .published
        default: entry.state = .draft
        }
        let visibility = Self.text(row["visibility"])
        if entry.state == .published, !["", "public"].contains(visibility) {
            entry.state = .private
            archive.problems.add("Posts for members or those who pay; they came in as private", title)
        }
        if let html = row["html"] as? String, !html.isEmpty {
            entry.source = html.replacing("__GHOST_URL__", with: "")
        } else if let markdown = (row["markdown"] as? String) ?? Self.markdown(inMobiledoc: row["mobiledoc"] as? String) {
            entry.source = markdown.replacing("__GHOST_URL__", with: "")
            entry.format = .markdown
        } else if let lexical = row["lexical"] as? String, let html = Lexical.html(of: lexical) {
            entry.source = html.replacing("__GHOST_URL__", with: "")
        } else {
            archive.problems.add("Posts whose text the export does not have as HTML or Markdown; they came in empty", title)
        }
        let image = Self.text(row["feature_image"]).isEmpty ? Self.text(row["image"]) : Self.text(row["feature_image"])
        entry.image = image.replacing("__GHOST_URL__", with: "")
        entry.excerpt = [row["custom_excerpt"], meta["meta_description"], row["meta_description"]].lazy
            .map(Self.text).first { !$0.isEmpty } ?? ""
        let safe = entry.format == .html ? SafeHTML(html: entry.source) : SafeHTML(markdown: entry.source)
        var images = Images(html: safe.bytes)
        if !entry.image.isEmpty { images.add(entry.image) }
        for host in images.hosts { archive.problems.add("Images on other hosts; the posts still show them from there", host) }
        for image in images.local {
            archive.problems.add("Images of Ghost's content folder; put them under htdocs/ by the same path", image)
        }
        entry.oldAddresses = ["/\(slug)", "/p/\(id)", Self.text(row["canonical_url"])].compactMap {
            $0.hasSuffix("/") || $0.isEmpty ? nil : OldPath.key($0)
        }
        return entry
    }

    /// The Markdown that the older editor kept in a card of a mobiledoc.
    private static func markdown(inMobiledoc text: String?) -> String? {
        guard let text, let document = try? JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any] else { return nil }
        let cards = (document["cards"] as? [[Any]] ?? []).compactMap { card -> String? in
            guard card.count == 2, let name = card[0] as? String, let payload = card[1] as? [String: Any] else { return nil }
            if name == "markdown" || name == "card-markdown" { return payload["markdown"] as? String }
            return name == "html" ? payload["html"] as? String : nil
        }
        return cards.isEmpty ? nil : cards.joined(separator: "\n\n")
    }
}
