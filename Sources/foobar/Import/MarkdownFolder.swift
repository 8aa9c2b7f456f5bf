import Foundation
import Markdown
import Site

/// A folder of Markdown files with front matter, as Jekyll, Hugo and Eleventy have them.
struct MarkdownFolder {
    private let root: URL

    init(_ root: URL) {
        self.root = root.resolvingSymlinksInPath()
    }

    private static let skipped: Set<String> = ["node_modules", "_site", "public", "vendor", "_includes", "_layouts"]

    /// - Throws: `ImportError` where it holds no Markdown.
    func read(progress: Progress) throws -> Archive {
        var archive = Archive(kind: "a folder of Markdown")
        let files = try markdownFiles()
        if files.isEmpty { throw ImportError("There is no Markdown file in \(root.path).") }
        for (index, file) in files.enumerated() {
            progress.step("Reading", index, of: files.count)
            add(file, to: &archive)
        }
        progress.end()
        return archive
    }

    private func markdownFiles() throws -> [String] {
        guard let found = FileManager.default.enumerator(atPath: root.path) else {
            throw ImportError("\(root.path) can't be read.")
        }
        var files: [String] = []
        while let path = found.nextObject() as? String {
            let name = path.split(separator: "/").last.map(String.init) ?? path
            if name.hasPrefix(".") || Self.skipped.contains(name) {
                found.skipDescendants()
            } else if ["md", "markdown", "mkd"].contains((name as NSString).pathExtension.lowercased()) {
                files.append(path)
            }
        }
        return files.sorted()
    }

    private func add(_ path: String, to archive: inout Archive) {
        guard let data = FileManager.default.contents(atPath: root.path + "/" + path) else {
            archive.problems.add("Files that can't be read; left out", path)
            return
        }
        guard let text = String(data: data, encoding: .utf8) else {
            archive.problems.add("Files that are not UTF-8; left out", path)
            return
        }
        let matter: FrontMatter
        do {
            matter = try FrontMatter(text)
        } catch {
            archive.problems.add("Files whose front matter can't be read; left out", "\(path): \(error)")
            return
        }
        if matter.isEmpty {
            archive.problems.add("Files without front matter (no posts, by their form); left out", path)
            return
        }
        let file = FileName(path)
        let written = matter.string("date") ?? matter.string("pubdate") ?? matter.string("published_at")
        var date = written.flatMap { ImportDate($0) }
        if let written, date == nil { archive.problems.add("Dates that can't be read; the file's name or day was used", "\(path): \(written)") }
        let dated = file.date
        date = date ?? dated
        if date == nil, (matter.string("layout") ?? "post") != "page" {
            archive.problems.add("Posts without a date; they came in as pages", path)
        }
        var entry = Archive.Entry(
            identity: "markdown:\(root.lastPathComponent)/\(path)", title: matter.string("title") ?? file.words, slug: matter.string("slug") ?? file.stem,
            publishedAt: date?.seconds ?? modified(path))
        entry.kind = date == nil || matter.string("layout") == "page" ? .page : .post
        entry.format = .markdown
        if matter.bool("draft") == true || matter.bool("published") == false || path.split(separator: "/").contains("_drafts") {
            entry.state = .draft
        }
        entry.isPinned = matter.bool("pinned") ?? matter.bool("sticky") ?? matter.bool("featured") ?? false
        if matter.bool("comments") == false { entry.hasOpenComments = false }
        entry.updatedAt = ["updated", "lastmod", "last_modified_at", "modified"].lazy
            .compactMap { matter.string($0) }.compactMap { ImportDate($0)?.seconds }.first
        entry.excerpt = (matter.string("excerpt") ?? matter.string("description") ?? matter.string("summary"))
            .map { SafeHTML(markdown: $0).plainText } ?? ""
        entry.authors = matter.strings("authors") + matter.strings("author")
        addTerms(matter, to: &entry, in: &archive)
        addBody(matter, path, to: &entry, in: &archive)
        entry.oldAddresses = oldAddresses(matter, file, date: date)
        for author in entry.authors { archive.add(Archive.User(login: author, shown: author)) }
        archive.entries.append(entry)
    }

    private func modified(_ path: String) -> Int {
        let attributes = try? FileManager.default.attributesOfItem(atPath: root.path + "/" + path)
        return (attributes?[.modificationDate] as? Date).map { Int($0.timeIntervalSince1970) } ?? 0
    }

    private func addTerms(_ matter: FrontMatter, to entry: inout Archive.Entry, in archive: inout Archive) {
        let tags = matter.strings("tags", separator: ",") + matter.strings("tag")
        let categories = matter.strings("categories", separator: " ") + matter.strings("category")
        for (names, isCategory) in [(tags, false), (categories, true)] {
            for name in names {
                let slug = Slug.of(name, orElse: "tag")
                archive.add(Archive.Term(slug: slug, name: name, isCategory: isCategory))
                if !entry.terms.contains(slug) { entry.terms.append(slug) }
            }
        }
    }

    private func addBody(_ matter: FrontMatter, _ path: String, to entry: inout Archive.Entry, in archive: inout Archive) {
        var tags = TemplateTags(variable: matter.string)
        entry.source = tags.expand(matter.body)
        for tag in tags.unknown { archive.problems.add("Template tags that are not known; they stay as text", tag) }
        if let image = matter.strings("image").first ?? matter.string("featured_image") ?? matter.strings("cover").first {
            var imageTags = TemplateTags(variable: { _ in nil })
            let address = imageTags.expand(image)
            let isAbsolute = address.hasPrefix("/") || address.hasPrefix("http://") || address.hasPrefix("https://")
            entry.image = isAbsolute ? address : "/" + address
        }
        var images = Images(html: SafeHTML(markdown: entry.source).bytes)
        if !entry.image.isEmpty { images.add(entry.image) }
        for host in images.hosts { archive.problems.add("Images on other hosts; the posts still show them from there", host) }
        for image in images.local {
            let relative = image.hasPrefix("/") ? String(image.dropFirst()) : (path as NSString).deletingLastPathComponent + "/" + image
            let decoded = relative.removingPercentEncoding ?? relative
            let isThere = ["", "static/", "assets/", "public/", "../"].contains {
                FileManager.default.fileExists(atPath: "\(root.path)/\($0)\(decoded)")
            }
            if isThere {
                archive.problems.add("Images in the folder; put them under htdocs/ by the same path", image)
            } else {
                archive.problems.add("Images that are not in the folder; the posts show their description", image)
            }
        }
    }

    private func oldAddresses(_ matter: FrontMatter, _ file: FileName, date: ImportDate?) -> [String] {
        var addresses: [String] = []
        for name in ["redirect_from", "aliases", "alias"] { addresses += matter.strings(name) }
        for name in ["permalink", "url", "tumblr_url", "canonical_url"] {
            if let address = matter.string(name), !address.contains("{"), !address.contains(":title") { addresses.append(address) }
        }
        for date in [date, file.date].compactMap({ $0 }) {
            for day in [date.path, date.pathInUTC] {
                addresses.append("\(day)/\(file.stem)")
                addresses.append("\(day)/\(file.stem).html")
            }
        }
        if date == nil { addresses += ["/\(file.stem)", "/\(file.stem).html"] }
        return addresses.compactMap(OldPath.key)
    }
}

/// What a file's name says: `2015-03-19-a-title.md`, or `a-title/index.md`.
private struct FileName {
    let stem: String
    let date: ImportDate?

    init(_ path: String) {
        let parts = path.split(separator: "/").map(String.init)
        var name = ((parts.last ?? path) as NSString).deletingPathExtension
        if name == "index" || name == "_index", parts.count > 1 { name = parts[parts.count - 2] }
        let pieces = name.split(separator: "-", maxSplits: 3)
        if pieces.count == 4, pieces[0].count == 4, let date = ImportDate(pieces[..<3].joined(separator: "-")) {
            self.date = date
            stem = String(pieces[3])
        } else {
            date = nil
            stem = name
        }
    }

    var words: String {
        let words = stem.replacing("-", with: " ").replacing("_", with: " ")
        return words.prefix(1).uppercased() + words.dropFirst()
    }
}
