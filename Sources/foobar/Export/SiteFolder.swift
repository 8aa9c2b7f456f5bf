import Foundation
import Site

/// A whole site as a folder: posts and pages as Markdown, all else as JSON, and the files that were uploaded.
///
///     foobar.json  posts/SLUG.md  pages/SLUG.md  html/SLUG.html  users.json  comments.json  …  uploads/
struct SiteFolder {
    private static let version = 1

    let path: String

    struct Counts {
        var posts = 0
        var pages = 0
        var comments = 0
        var users = 0
        var files = 0

        var text: String {
            "  \(posts)  posts\n  \(pages)  pages\n  \(comments)  comments\n  \(users)  members and authors\n  \(files)  uploaded files\n"
        }
    }

    /// What tells an export of a site.
    private struct Mark: Codable {
        let version: Int
        let hasPasswords: Bool
        var kind = "foobar export"
    }

    private var markPath: String { path + "/foobar.json" }

    /// Whether the folder is an export of a site.
    var isExport: Bool { mark != nil }

    /// Whether it holds hashes of passwords.
    var hasPasswords: Bool { mark?.hasPasswords ?? false }

    private var mark: Mark? {
        FileManager.default.contents(atPath: markPath).flatMap { try? JSONDecoder().decode(Mark.self, from: $0) }
    }

    // MARK: Out

    /// Writes a site. The mark is written last: a folder without it is half an export.
    func write(_ data: DataFolder, withPasswords: Bool, progress: Progress) throws -> Counts {
        let files = FileManager.default
        if let there = try? files.contentsOfDirectory(atPath: path), !there.isEmpty {
            throw ImportError("\(path) is not empty; name a new folder.")
        }
        // Addresses of people are in it.
        for folder in ["", "/posts", "/pages", "/html"] {
            try files.createDirectory(
                atPath: path + folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        }
        var counts = Counts()
        let site = try Site(in: data)
        let members = try Members(in: data)
        try site.snapshot {
            let ids = try site.postIDs()
            for (done, id) in ids.enumerated() {
                progress.step("Exporting", done, of: ids.count)
                guard let post = try site.storedPost(id: id) else { continue }
                let isPage = post.draft.kind == .page
                try put(Data(PostFile(post).text.utf8), "\(isPage ? "pages" : "posts")/\(post.draft.slug).md")
                try put(Data(post.draft.html.utf8), "html/\(post.draft.slug).html")
                if isPage { counts.pages += 1 } else { counts.posts += 1 }
            }
            for table in SiteTable.allCases {
                let json = try site.json(table)
                if table == .comments { counts.comments = Self.rows(json) }
                if table == .users { counts.users = Self.rows(json) }
                try put(Data(json), "\(table.rawValue).json")
            }
        }
        for table in MembersTable.allCases where withPasswords || !table.isSecret {
            try put(Data(members.json(table, withSecrets: withPasswords)), "\(table.rawValue).json")
        }
        if files.fileExists(atPath: Uploads(data).path) {
            try files.copyItem(atPath: Uploads(data).path, toPath: path + "/uploads")
            counts.files = (try? files.contentsOfDirectory(atPath: path + "/uploads").count) ?? 0
        }
        progress.end()
        let encoder = JSONEncoder()
        encoder.outputFormatting = .sortedKeys
        try put(try encoder.encode(Mark(version: Self.version, hasPasswords: withPasswords)), "foobar.json")
        return counts
    }

    private func put(_ data: Data, _ name: String) throws {
        guard FileManager.default.createFile(atPath: "\(path)/\(name)", contents: data, attributes: [.posixPermissions: 0o600])
        else { throw ImportError("\(path)/\(name) can't be written.") }
    }

    /// Each line between the brackets is a row.
    private static func rows(_ json: [UInt8]) -> Int { max(0, json.count { $0 == 0x0A } - 2) }

    // MARK: In

    /// Puts the site into a data folder that has none: whole, or not at all.
    func read(into data: DataFolder, isDryRun: Bool, progress: Progress) throws -> Counts {
        guard let mark, mark.version == Self.version else {
            throw ImportError("\(path) was exported by a newer version of foobar; use that one.")
        }
        let site = try Site(in: data, for: .writing)
        let members = try Members(in: data, for: .writing)
        guard try site.isNew() else {
            throw ImportError(
                "There is a site in \(data.path) already, and an export comes back only into a new one; name a new folder by --data.")
        }
        var counts = Counts()
        let posts = try ["posts", "pages"].flatMap { try files(in: $0) }.map { try post($0) }.sorted { $0.id < $1.id }
        if !isDryRun { try copyUploads(to: data) }
        do {
            try site.transaction {
                for table in [SiteTable.settings, .users, .tags, .redirects, .acts] {
                    let count = try site.restore(table, try text("\(table.rawValue).json"))
                    if table == .users { counts.users = count }
                }
                for (done, post) in posts.enumerated() {
                    progress.step("Importing", done, of: posts.count)
                    try site.add(post.draft, number: post.id)
                    if post.draft.kind == .page { counts.pages += 1 } else { counts.posts += 1 }
                }
                counts.comments = try site.restore(.comments, try text("comments.json"))
                try site.restore(.locks, try text("locks.json"))
                if isDryRun { throw DryRun() }
                // The second file last, as any import has it: what can fail has not by then.
                try members.transaction {
                    for table in MembersTable.allCases where hasPasswords || !table.isSecret {
                        try members.restore(table, try text("\(table.rawValue).json"))
                    }
                }
            }
        } catch is DryRun {}
        progress.end()
        counts.files = (try? files(in: "uploads").count) ?? 0
        return counts
    }

    private struct DryRun: Error {}

    private func files(in folder: String) throws -> [String] {
        guard FileManager.default.fileExists(atPath: "\(path)/\(folder)") else { return [] }
        return try FileManager.default.contentsOfDirectory(atPath: "\(path)/\(folder)").sorted().map { "\(folder)/\($0)" }
    }

    private func post(_ name: String) throws -> PostFile {
        let slug = ((name as NSString).lastPathComponent as NSString).deletingPathExtension
        return try PostFile(try text(name), html: try text("html/\(slug).html"), name: name)
    }

    private func text(_ name: String) throws -> String {
        guard let data = FileManager.default.contents(atPath: "\(path)/\(name)"), let text = String(data: data, encoding: .utf8)
        else { throw ImportError("\(path)/\(name) is missing or can't be read. Nothing was imported.") }
        return text
    }

    /// Before the databases: a file that nothing names does no harm.
    private func copyUploads(to data: DataFolder) throws {
        let folder = Uploads(data).path
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        for name in try files(in: "uploads") {
            let target = folder + "/" + (name as NSString).lastPathComponent
            if !FileManager.default.fileExists(atPath: target) {
                try FileManager.default.copyItem(atPath: "\(path)/\(name)", toPath: target)
            }
        }
    }
}
