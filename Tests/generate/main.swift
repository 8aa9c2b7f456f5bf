import Glibc
import Site

// generate FOLDER POSTS COMMENTS: fills a new data folder with short posts, the same for the same numbers.
// One post a day's share from 2010 on, ten tags, a hundred authors; the first posts have 20
// comments each, until there are COMMENTS. Every post has the word "common", one in 1,000 the word "seldom".

let arguments = CommandLine.arguments
guard arguments.count == 4, let posts = Int(arguments[2]), let comments = Int(arguments[3]) else {
    let usage = Array("usage: generate FOLDER POSTS COMMENTS\n".utf8)
    _ = write(STDERR_FILENO, usage, usage.count)
    exit(64)
}

try generate()

func generate() throws {
    let folder = DataFolder(arguments[1])
    try folder.prepare()
    let start = CivilTime.seconds(year: 2010)
    let step = (CivilTime.seconds(year: 2026) - start) / max(posts, 1)

    try inBatches(100, folder) { site, authors in
        for index in authors {
            try site.addImportedUser(name: "author-\(index)", shown: "Author \(index)", now: start)
        }
    }
    try inBatches(posts, folder) { site, posts in
        for index in posts {
            let text = "This is post \(index). It has the common words, and a number: \(index &* 2_654_435_761 % 1_000_003)."
                + (index % 1_000 == 0 ? " A seldom one too." : "")
            var draft = PostDraft(
                slug: "post-\(index)", title: "Post \(index) of many", publishedAt: start + index * step,
                html: "<p>\(text)</p>\n", text: text, source: text)
            draft.excerpt = text
            draft.authors = [Byline(name: "author-\(index % 100)", shown: "Author \(index % 100)")]
            draft.tags = [
                TagName(slug: "tag-\(index % 10)", name: "tag \(index % 10)"),
                TagName(slug: "odd-\(index % 997)", name: "odd \(index % 997)"),
            ]
            try site.add(draft)
        }
    }
    try inBatches(comments, folder) { site, comments in
        var last: Int?
        for index in comments {
            let post = index / 20 % max(posts, 1) + 1
            let isReply = index % 20 % 4 != 0
            let text = "Comment \(index) says a few words about the post above it, as comments do."
            let name = Byline(name: "author-\(index % 100)", shown: "Author \(index % 100)")
            let author = CommentDraft.Author.member(id: index % 100 + 1, name)
            let parent: Int? = isReply ? last : nil
            last = try site.add(CommentDraft(
                postID: post, parentID: parent, author: author, createdAt: start + index,
                html: "<p>\(text)</p>", source: text))
        }
    }
}

/// Does `body` for 10,000 at a time, each in a transaction and with a connection of its own: the last one's close
/// writes the log back, and in a long log SQLite looks for each page for long.
func inBatches(_ count: Int, _ folder: DataFolder, body: (Site, Range<Int>) throws -> Void) throws {
    for start in stride(from: 0, to: count, by: 10_000) {
        let site = try Site(in: folder, for: .writing)
        try site.transaction { try body(site, start..<min(start + 10_000, count)) }
    }
}
