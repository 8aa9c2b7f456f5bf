import Foundation
import Markdown
import Site

/// A WordPress export: WXR 1.0 to 1.2.
struct WordPressExport {
    private let url: URL

    init(_ url: URL) {
        self.url = url
    }

    struct Attachment {
        var id: String
        var parent: String
        var address: String
        var title: String
        var caption: String
        var alt: String
    }

    struct Attachments {
        private(set) var byID: [String: Attachment] = [:]
        /// By the post that they were uploaded for.
        private(set) var below: [String: [Attachment]] = [:]

        mutating func add(_ attachment: Attachment) {
            byID[attachment.id] = attachment
            below[attachment.parent, default: []].append(attachment)
        }
    }

    /// - Throws: `ImportError` where it is no well-formed XML.
    func read(progress: Progress) throws -> Archive {
        var archive = Archive(kind: "a WordPress export")
        // Galleries and featured images name attachments that may come later in the file.
        var attachments = Attachments()
        try XMLReader(path: url.path).forEach { element in
            guard element.name == "item", element["wp:post_type"] == "attachment" else { return }
            let id = element["wp:post_id"]
            let address = element["wp:attachment_url"].isEmpty ? element["guid"] : element["wp:attachment_url"]
            attachments.add(
                Attachment(
                    id: id, parent: element["wp:post_parent"], address: address, title: element["title"],
                    caption: element["excerpt:encoded"], alt: Self.meta(element)["_wp_attachment_image_alt"] ?? ""))
        }
        var count = 0
        var identities: [String: String] = [:]
        var parents: [Int: String] = [:]
        try XMLReader(path: url.path).forEach { element in
            switch element.name {
            case "wp:author": archive.add(Self.user(element))
            case "wp:category", "wp:tag", "wp:term": Self.addTerm(element, to: &archive)
            case "item":
                count += 1
                progress.step("Reading", count)
                guard let entry = Self.entry(element, attachments, in: &archive) else { return }
                let parent = element["wp:post_parent"]
                if !parent.isEmpty, parent != "0" { parents[archive.entries.count] = parent }
                identities[element["wp:post_id"]] = entry.identity
                archive.entries.append(entry)
            default: break
            }
        }
        progress.end()
        // A number in an address is that of the post now; a guid may carry one from before another import.
        let numbers = Set(identities.keys)
        for index in archive.entries.indices {
            let own = archive.entries[index].number
            archive.entries[index].oldAddresses.removeAll { address in
                guard let number = Self.number(in: address), number != own else { return false }
                return numbers.contains(number)
            }
        }
        for (index, parent) in parents where archive.entries[index].kind == .page {
            archive.entries[index].parent = identities[parent]
        }
        let media = attachments.byID.values.map(\.address).sorted()
        for address in media { archive.problems.add("Files of the media library; they are no part of the export", address) }
        return archive
    }

    /// The 12 of `/?p=12`.
    private static func number(in address: String) -> String? {
        for start in ["/?p=", "/?page_id="] where address.hasPrefix(start) { return String(address.dropFirst(start.count)) }
        return nil
    }

    private static func user(_ element: XMLElement) -> Archive.User {
        let login = element["wp:author_login"]
        let shown = element["wp:author_display_name"].trimmed()
        let email = element["wp:author_email"].trimmed()
        return Archive.User(login: login, shown: shown.isEmpty ? login : shown, email: email.isEmpty ? nil : email)
    }

    private static func addTerm(_ element: XMLElement, to archive: inout Archive) {
        let taxonomy: (kind: String, slug: String, name: String, about: String, parent: String) = switch element.name {
        case "wp:category":
            ("category", element["wp:category_nicename"], element["wp:cat_name"], element["wp:category_description"], element["wp:category_parent"])
        case "wp:tag":
            ("post_tag", element["wp:tag_slug"], element["wp:tag_name"], element["wp:tag_description"], "")
        default:
            (element["wp:term_taxonomy"], element["wp:term_slug"], element["wp:term_name"], element["wp:term_description"], element["wp:term_parent"])
        }
        guard taxonomy.kind == "category" || taxonomy.kind == "post_tag" || taxonomy.kind == "tag" else {
            archive.problems.add("Terms that are neither tags nor categories (menus, formats); left out", "\(taxonomy.kind): \(taxonomy.name)")
            return
        }
        let slug = termSlug(taxonomy.slug, taxonomy.name)
        archive.add(
            Archive.Term(
                slug: slug, name: plain(taxonomy.name.isEmpty ? taxonomy.slug : taxonomy.name), isCategory: taxonomy.kind == "category",
                parent: taxonomy.parent.isEmpty ? "" : termSlug(taxonomy.parent, taxonomy.parent), about: plain(taxonomy.about)))
    }

    private static func termSlug(_ slug: String, _ name: String) -> String {
        Slug.of((slug.removingPercentEncoding ?? slug).isEmpty ? name : slug.removingPercentEncoding ?? slug, orElse: "tag")
    }

    static func plain(_ html: String) -> String { SafeHTML(html: html).plainText }

    static func meta(_ element: XMLElement) -> [String: String] {
        var values: [String: String] = [:]
        for item in element.all("wp:postmeta") { values[item["wp:meta_key"]] = item["wp:meta_value"] }
        return values
    }

    private static func entry(
        _ element: XMLElement, _ attachments: Attachments, in archive: inout Archive
    ) -> Archive.Entry? {
        let type = element["wp:post_type"]
        let id = element["wp:post_id"]
        let rawTitle = element["title"]
        let title = plain(rawTitle)
        let label = title.isEmpty ? "(no title, number \(id))" : title
        switch type {
        case "post", "page": break
        case "attachment": return nil
        case "nav_menu_item":
            archive.problems.add("Menu items; this site's menus are its pages", menuLabel(element, title))
            return nil
        default:
            archive.problems.add("Items of a type that only WordPress or its plugins know; left out", "\(type): \(label)")
            return nil
        }
        let status = element["wp:status"]
        if status == "auto-draft" {
            archive.problems.add("Drafts that were never saved; left out", label)
            return nil
        }
        let guid = element["guid"].trimmed()
        let link = element["link"].trimmed()
        let name = element["wp:post_name"].removingPercentEncoding ?? element["wp:post_name"]
        var entry = Archive.Entry(
            identity: "wordpress:\(guid.isEmpty ? link : guid)#\(id)", title: title,
            slug: name.isEmpty ? (title.isEmpty ? "post-\(id)" : title) : name, publishedAt: 0)
        entry.number = id
        entry.kind = type == "page" ? .page : .post
        switch status {
        case "publish", "future", "": entry.state = .published
        case "private": entry.state = .private
        case "trash": entry.state = .trash
        case "draft": entry.state = .draft
        case "pending":
            entry.state = .draft
            archive.problems.add("Posts that waited for a review; they came in as drafts", label)
        default:
            entry.state = .draft
            archive.problems.add("Posts of a state that only plugins know; they came in as drafts", "\(status): \(label)")
        }
        if entry.title.isEmpty { archive.problems.add("Posts without a title; they came in without", label) }
        if rawTitle.contains("<"), !rawTitle.contains("&lt;") { archive.problems.add("Titles with markup; only their text came in", label) }
        addDates(element, to: &entry, label: label, in: &archive)
        entry.isPinned = element["wp:is_sticky"].trimmed() == "1"
        entry.hasOpenComments = element["wp:comment_status"] == "open"
        entry.position = Int(element["wp:menu_order"]) ?? 0
        let password = element["wp:post_password"]
        entry.password = password.isEmpty ? nil : password
        // No login has these; files that were edited by hand do.
        let creator = element["dc:creator"].filter { !"<>&\"".contains($0) }.trimmed()
        if !creator.isEmpty {
            entry.authors = [creator]
            archive.add(Archive.User(login: creator, shown: creator))
        }
        addTerms(element, to: &entry, in: &archive)
        var content = WordPressHTML(attachments: attachments, post: id)
        entry.source = content.convert(element["content:encoded"])
        for (reason, item) in content.problems { archive.problems.add(reason, item) }
        entry.excerpt = plain(WordPressHTML.paragraphs(element["excerpt:encoded"]))
        if entry.excerpt.isEmpty, let teaser = content.teaser { entry.excerpt = plain(teaser) }
        if let featured = meta(element)["_thumbnail_id"], let image = attachments.byID[featured] { entry.image = image.address }
        var images = Images(html: SafeHTML(html: entry.source).bytes)
        if !entry.image.isEmpty { images.add(entry.image) }
        for host in images.hosts { archive.problems.add("Images on other hosts; the posts still show them from there", host) }
        for image in images.local { archive.problems.add("Images by a path; put them under htdocs/ by the same path", image) }
        entry.oldAddresses = [link, guid].compactMap(OldPath.key)
        let query = entry.kind == .page ? "page_id" : "p"
        entry.oldAddresses += ["/?\(query)=\(id)"] + (entry.kind == .page ? ["/?p=\(id)"] : [])
        for attachment in attachments.below[id] ?? [] {
            entry.oldAddresses.append("/?attachment_id=\(attachment.id)")
        }
        entry.comments = element.all("wp:comment").compactMap { comment($0, on: label, in: &archive) }
        return entry
    }

    private static func menuLabel(_ element: XMLElement, _ title: String) -> String {
        if !title.isEmpty { return title }
        let meta = meta(element)
        return "\(meta["_menu_item_object"] ?? "item") \(meta["_menu_item_object_id"] ?? element["wp:post_id"])"
    }

    private static func addDates(_ element: XMLElement, to entry: inout Archive.Entry, label: String, in archive: inout Archive) {
        func date(_ name: String) -> Int? {
            let text = element[name]
            return text.hasPrefix("0000") ? nil : ImportDate(text)?.seconds
        }
        if let found = date("wp:post_date_gmt") ?? date("pubDate") ?? date("wp:post_date"), found > -62_000_000_000 {
            entry.publishedAt = found
        } else {
            entry.publishedAt = date("wp:post_date") ?? 0
            if entry.publishedAt == 0, entry.state == .published {
                archive.problems.add("Posts without a date; they came in as of 1970", label)
            }
        }
        entry.updatedAt = date("wp:post_modified_gmt")
    }

    private static func addTerms(_ element: XMLElement, to entry: inout Archive.Entry, in archive: inout Archive) {
        for category in element.all("category") {
            let domain = category.attributes["domain"] ?? "category"
            guard ["category", "post_tag", "tag"].contains(domain) else {
                if domain != "nav_menu" { archive.problems.add("Terms that are neither tags nor categories (menus, formats); left out", "\(domain): \(category.text)") }
                continue
            }
            let slug = termSlug(category.attributes["nicename"] ?? "", category.text)
            archive.add(Archive.Term(slug: slug, name: plain(category.text), isCategory: domain == "category"))
            if !entry.terms.contains(slug) { entry.terms.append(slug) }
        }
    }

    private static func comment(_ element: XMLElement, on label: String, in archive: inout Archive) -> Archive.Comment? {
        let author = plain(element["wp:comment_author"])
        let type = element["wp:comment_type"]
        if type == "pingback" || type == "trackback" {
            archive.problems.add("Pingbacks and trackbacks (links from other sites, no comments); left out", "\(author), on \(label)")
            return nil
        }
        let state: Archive.Comment.State
        switch element["wp:comment_approved"] {
        case "1", "approve": state = .visible
        case "0", "hold": state = .held
        case "spam":
            archive.problems.add("Comments marked as spam; left out", "\(author), on \(label)")
            return nil
        case "trash", "post-trashed":
            archive.problems.add("Comments in the trash; left out", "\(author), on \(label)")
            return nil
        default: state = .held
        }
        if state == .held { archive.problems.add("Comments that waited for a moderator; they still wait", "\(author), on \(label)") }
        let parent = element["wp:comment_parent"]
        // An address alone proves nothing: a stranger can write any. Those signed in have a number too.
        let email = element["wp:comment_author_email"].trimmed()
        let isMember = !["", "0"].contains(element["wp:comment_user_id"]) && !email.isEmpty
        let user = isMember ? archive.users.first { $0.email == email }?.login : nil
        return Archive.Comment(
            id: element["wp:comment_id"], parent: parent.isEmpty || parent == "0" ? nil : parent,
            name: author.isEmpty ? "Anonymous" : author, link: element["wp:comment_author_url"].trimmed(),
            user: user,
            state: state,
            createdAt: ImportDate(element["wp:comment_date_gmt"])?.seconds ?? ImportDate(element["wp:comment_date"])?.seconds ?? 0,
            source: WordPressHTML.paragraphs(element["wp:comment_content"]))
    }
}
