import HTML
import Site

/// The comments of a post as nested lists, written in the order of the thread: the depth of each tells what
/// to close and open.
struct Thread {
    /// Replies that are deeper stand side by side at this depth.
    private static let deepest = 12

    private(set) var isEmpty = true
    private(set) var items = HTML()
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
        items.reserveCapacity(min(post.commentCount, 40) * 1_000)
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
        let id = comment.id
        let isFresh = now - comment.createdAt < Comment.editWindow
        comment.author { name, shown in
            if !name.isEmpty {
                items += """
                    <article class="comment" id="c\(id)" data-by="\(name)">
                    <p class="meta"><a class="by" href="/users/\(name)">\(shown)</a> \
                    \(literal: isAuthor(name) ? "<span class=\"flag\">Author</span> " : "")\
                    <a href="#c\(id)">\(minute: comment.createdAt)</a>\(parent: parent)\
                    \(literal: comment.isEdited ? " <span>edited</span>" : "")\(reply: postID, id, if: isOpen) \
                    <a class="in" href="/flag/comment/\(id)">Flag</a>\(edit: id, if: isFresh) \
                    <a class="own" href="/comment/delete/\(id)">Delete</a></p>
                    <div class="prose" dir="auto">\(trusted: comment.html)</div>
                    </article>

                    """
                return
            }
            // A guest whom an import brought has no account that links could be shown to.
            items += "<article class=\"comment\" id=\"c\(id)\">\n<p class=\"meta\">"
            items += comment.guestLink.isEmpty
                ? "<b class=\"by\" dir=\"auto\">\(shown.isEmpty ? "Somebody" : "\(shown)")</b> "
                : "<a class=\"by\" rel=\"nofollow ugc\" dir=\"auto\" href=\"\(comment.guestLink)\">\(shown)</a> "
            items += """
                <a href="#c\(id)">\(minute: comment.createdAt)</a>\(parent: parent)\(reply: postID, id, if: isOpen) \
                <a class="in" href="/flag/comment/\(id)">Flag</a></p>
                <div class="prose" dir="auto">\(trusted: comment.html)</div>
                </article>

                """
        }
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

    private mutating func addGone(_ comment: CommentRow, _ words: HTML) {
        items += "<article class=\"comment gone\" id=\"c\(comment.id)\"><p>\(words)</p></article>\n"
    }

    /// Closes what is still open; after the last comment.
    mutating func close() {
        for _ in parents { items += "</li>\n</ol>\n" }
        parents.removeAll(keepingCapacity: true)
    }
}

extension HTML.Interpolation {
    fileprivate mutating func appendInterpolation(parent id: Int?) {
        guard let id else { return }
        appendLiteral(" <a href=\"#c")
        appendInterpolation(id)
        appendLiteral("\">Parent</a>")
    }

    fileprivate mutating func appendInterpolation(reply postID: Int, _ id: Int, if isOpen: Bool) {
        guard isOpen else { return }
        appendLiteral(" <a class=\"in\" href=\"/comment/")
        appendInterpolation(postID)
        appendLiteral("?to=")
        appendInterpolation(id)
        appendLiteral("\">Reply</a>")
    }

    fileprivate mutating func appendInterpolation(edit id: Int, if isFresh: Bool) {
        guard isFresh else { return }
        appendLiteral(" <a class=\"own\" href=\"/comment/edit/")
        appendInterpolation(id)
        appendLiteral("\">Edit</a>")
    }
}

/// The text of a column, copied.
func text(_ span: Span<UInt8>) -> String {
    span.withUnsafeBufferPointer { String(decoding: $0, as: UTF8.self) }
}
