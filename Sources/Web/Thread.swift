import HTML
import Site

/// The comments of a post as nested lists, written in the order of the thread: the depth of each tells what
/// to close and open.
struct Thread {
    /// Replies that are deeper stand side by side at this depth.
    private static let deepest = 12

    private(set) var isEmpty = true
    private var items = HTML()
    private var parents: [Int] = []
    private var last: Int?
    /// Names of the post's authors, each between two line feeds.
    private var authors: [UInt8] = []
    private let postID: Int
    private let isOpen: Bool
    private let now: Int

    /// - Parameter post: marks the comments of its authors; says whether there can be answers.
    init(on post: PostRow, now: Int) {
        postID = post.id
        isOpen = post.hasOpenComments && !post.isProtected
        self.now = now
        post.authors { name, _ in authors += ("\n\(name)\n" as HTML).bytes }
    }

    mutating func add(_ comment: CommentRow) {
        isEmpty = false
        // Where a page begins amid a thread, what stands above its first comments is not on it.
        let depth = min(comment.depth, parents.count, Self.deepest)
        if depth == parents.count {
            items += depth == 0 ? "<ol class=\"thread\">\n" : "<ol>\n"
        } else {
            items += "</li>\n"
            for _ in depth + 1..<parents.count { items += "</ol>\n</li>\n" }
        }
        // Right under its parent a comment needs no link to it.
        let parent = comment.parentID.flatMap { $0 == last ? nil : $0 }
        parents.removeLast(parents.count - depth)
        parents.append(comment.id)
        last = comment.id
        items += "<li>\n"
        switch comment.state {
        case .visible, .held: addArticle(comment, parent: parent)
        case .hidden: addGone(comment, "This comment was hidden by a moderator.")
        case .deleted: addGone(comment, "This comment was removed by its author.")
        }
    }

    private mutating func addArticle(_ comment: CommentRow, parent: Int?) {
        comment.author { name, shown in
            if !name.isEmpty {
                items += """
                    <article class="comment" id="c\(comment.id)" data-by="\(name)">
                    <p class="meta"><a class="by" href="/users/\(name)">\(shown)</a> 
                    """
                if isAuthor(name) { items += "<span class=\"flag\">Author</span> " }
            } else if comment.guestLink.isEmpty {
                items += """
                    <article class="comment" id="c\(comment.id)">
                    <p class="meta"><b class="by" dir="auto">\(shown.isEmpty ? "Somebody" : "\(shown)")</b> 
                    """
            } else {
                items += """
                    <article class="comment" id="c\(comment.id)">
                    <p class="meta"><a class="by" rel="nofollow ugc" dir="auto" href="\(comment.guestLink)">\(shown)</a> 
                    """
            }
        }
        items += "<a href=\"#c\(comment.id)\">\(minute: comment.createdAt)</a>"
        if comment.isEdited { items += " <span>edited</span>" }
        if let parent { items += " <a href=\"#c\(parent)\">Parent</a>" }
        addLinks(comment)
        items += "</p>\n<div class=\"prose\" dir=\"auto\">\(trusted: comment.html)</div>\n</article>\n"
    }

    private func isAuthor(_ name: Span<UInt8>) -> Bool {
        var start = 0
        while start + name.count + 1 < authors.count {
            var length = 0
            while length < name.count && authors[start + 1 + length] == name[length] { length += 1 }
            if length == name.count && authors[start + 1 + length] == UInt8(ascii: "\n") { return true }
            repeat { start += 1 } while start < authors.count && authors[start] != UInt8(ascii: "\n")
        }
        return false
    }

    /// What a reader can do, for those signed in, and for whoever wrote it.
    private mutating func addLinks(_ comment: CommentRow) {
        if isOpen { items += " <a class=\"in\" href=\"/comment/\(postID)?to=\(comment.id)\">Reply</a>" }
        items += " <a class=\"in\" href=\"/flag/comment/\(comment.id)\">Flag</a>"
        // Imported guests have no account that the links could be shown to.
        guard comment.isByMember else { return }
        if now - comment.createdAt < Comment.editWindow {
            items += " <a class=\"own\" href=\"/comment/edit/\(comment.id)\">Edit</a>"
        }
        items += " <a class=\"own\" href=\"/comment/delete/\(comment.id)\">Delete</a>"
    }

    private mutating func addGone(_ comment: CommentRow, _ words: HTML) {
        items += "<article class=\"comment gone\" id=\"c\(comment.id)\"><p>\(words)</p></article>\n"
    }

    /// All of it, with what is still open closed.
    var html: HTML {
        var html = items
        for _ in parents { html += "</li>\n</ol>\n" }
        return html
    }
}

/// The text of a column, copied.
func text(_ span: Span<UInt8>) -> String {
    span.withUnsafeBufferPointer { String(decoding: $0, as: UTF8.self) }
}
