import HTML
import Site

extension HTML {
    /// One's own post in the list of all of them: its state instead of its author.
    public mutating func addWritten(_ post: StoredRow, now: Int) {
        self += "<li>\n<h3><a href=\"/write/\(post.slug)\" dir=\"auto\">"
        self += post.title.isEmpty ? "Untitled" : "\(post.title)"
        self += "</a></h3>\n<p class=\"meta\">"
        switch post.state {
        case .draft:
            self += "<span class=\"flag\">Draft</span> "
            if post.publishedAt != 0 { self += "<span>for \(minute: post.publishedAt)</span> " }
        case .private: self += "<span class=\"flag\">Private</span> "
        case .trash: self += "<span class=\"flag\">In the trash</span> "
        case .published where post.publishedAt > now:
            self += "<span class=\"flag\">Scheduled</span> <span>for \(minute: post.publishedAt)</span> "
        case .published: self += "\(day: post.publishedAt) "
        }
        if post.isPage { self += "<span class=\"flag\">Page</span> " }
        if post.isPinned { self += "<span class=\"flag\">Pinned</span> " }
        if post.isUnlisted { self += "<span class=\"flag\">Unlisted</span> " }
        self += "<span>changed \(minute: post.updatedAt)</span> "
        if post.state == .published && post.publishedAt <= now { self += "<a href=\"/posts/\(post.slug)\">Read</a> " }
        self += "<a href=\"/revisions/\(post.slug)\">Revisions</a></p>\n</li>\n"
    }
}

extension Page {
    /// All that a member has written, the drafts first.
    /// - Parameter more: the key of the last published one where there are more.
    public static func writing(drafts: HTML, written: HTML, more: PageKey?, isFirst: Bool, note: HTML) -> Page {
        var html: HTML = "<article>\n"
        if isFirst && drafts.isEmpty && written.isEmpty {
            html += "<p class=\"note\">What you write will be listed here: drafts, what is scheduled, and what is published.</p>\n"
        }
        if !drafts.isEmpty {
            html += "<section>\n<h2>Drafts</h2>\n<ol class=\"posts\">\n\(drafts)</ol>\n</section>\n"
        }
        if !written.isEmpty {
            html += "<section>\n<h2>Published</h2>\n<ol class=\"posts\">\n\(written)</ol>\n</section>\n"
        }
        html += "</article>\n"
        if let more {
            html += """
                <nav class="pager" aria-label="Pages"><a rel="next" href="/write?before=\(more.text)">Older posts</a></nav>

                """
        }
        return Page(
            title: "Your posts", note: note, links: "<a href=\"/write/new\">New post</a> <a href=\"/files\">Files</a>", html)
    }

    /// The editor of a post.
    public static func editor(_ form: PostForm, _ post: StoredPost?, viewer: Viewer, note: HTML, now: Int) -> Page {
        let title = post == nil ? "New post" : "Edit"
        var (lede, links) = (HTML(), HTML())
        if let draft = post?.draft {
            lede = "“\(draft.title.isEmpty ? "Untitled" : draft.title)”"
            links = "<a href=\"/revisions/\(draft.slug)\">Revisions</a> <a href=\"/write/\(draft.slug)?delete\">Delete</a>"
        }
        return Page(title: title, lede: lede, note: note, links: links, form.html(post, viewer: viewer, now: now))
    }

    /// A post as it will look, and the editor under it.
    public static func preview(_ draft: PostDraft, _ form: PostForm, _ post: StoredPost?, viewer: Viewer, now: Int) -> Page {
        let page = Page(title: "Preview: \(draft.title.isEmpty ? "Untitled" : draft.title)")
        page.main += """
            <header class="head">
            <p class="note" role="status">This is a preview. Nothing is saved yet: <a href="#title">go on writing</a>.</p>
            </header>
            <article>
            <header class="head" dir="auto">
            <h1>\(draft.title.isEmpty ? "Untitled" : draft.title)</h1>
            <p class="meta">\(.byline(draft.authors))\(day: draft.publishedAt == 0 ? now : draft.publishedAt)
            """
        if draft.isUnlisted { page.main += " <span class=\"flag\">Unlisted</span>" }
        page.main += "</p>\n</header>\n<div class=\"prose\" dir=\"auto\">\n\(HTML(trusted: Array(draft.html.utf8)))</div>\n"
        if !draft.tags.isEmpty {
            page.main += "<ul class=\"tags\" aria-label=\"Tags\">\n"
            for tag in draft.tags { page.main += "<li><a rel=\"tag\" href=\"/tags/\(tag.slug)\">\(tag.name)</a></li>\n" }
            page.main += "</ul>\n"
        }
        page.main += """
            </article>
            <section>
            <h2>\(post == nil ? "New post" : "Edit")</h2>
            \(form.html(post, viewer: viewer, now: now))</section>

            """
        return page
    }

    /// Both versions of a post that two people edited at the same time.
    public static func conflict(
        _ form: PostForm, _ stored: StoredPost, savedBy author: Byline?, changes: TextDiff, viewer: Viewer, now: Int
    ) -> Page {
        let who: HTML = author.map { "<a href=\"/users/\($0.name)\">\($0.shown)</a>" } ?? "Somebody"
        let html: HTML = """
            <article>
            <section>
            <h2>What you would change of it</h2>
            \(.diff(changes))</section>
            <section>
            <h2>The version that was saved</h2>
            <div class="field"><label for="theirs">\(stored.draft.title)</label>
            <textarea id="theirs" rows="12" readonly dir="auto">
            \(stored.draft.source)</textarea></div>
            </section>
            <section>
            <h2>Your version</h2>
            <p class="field">Take over what you want of the other one. Saving puts your version in its place; the other \
            one stays among the <a href="/revisions/\(stored.draft.slug)">revisions</a>.</p>
            \(form.html(stored, viewer: viewer, now: now))</section>
            </article>

            """
        return Page(
            title: "This post has changed while you wrote",
            lede: "\(who) saved it on \(minute: stored.draft.updatedAt) (UTC). Nothing is lost: both versions are here.", html)
    }

    /// What will be gone with a post, before it goes.
    public static func deletion(_ post: StoredPost, revisions: Int) -> Page {
        let draft = post.draft
        let html: HTML = """
            <div class="field prose">
            <p>These will be gone for good:</p>
            <ul>
            <li>the \(draft.kind == .page ? "page" : "post") at <a href="/write/\(draft.slug)">/posts/\(draft.slug)</a></li>
            \(revisions > 0 ? "<li>\(revisions, "revision") of it</li>\n" : "")\
            \(post.commentCount > 0 ? "<li>\(post.commentCount, "comment") by its readers</li>\n" : "")\
            </ul>
            <p>Uploaded files stay. To take it off the site and keep it, save it as a draft instead.</p>
            </div>
            <form method="post" action="/write/\(draft.slug)">
            <p class="buttons"><button name="do" value="delete">Delete it for good</button> \
            <a href="/write/\(draft.slug)">Keep it</a></p>
            </form>

            """
        return Page(title: "Delete this \(draft.kind == .page ? "page" : "post")?",
            lede: "“\(draft.title.isEmpty ? "Untitled" : draft.title)”", html)
    }
}

extension Page {
    /// A page for a reader who does something, with what was just done, and links to what is near, under its title.
    convenience init(title: String, lede: HTML = "", note: HTML, links: HTML = "", _ content: HTML) {
        self.init(title: title)
        main += "<header class=\"head\">\n<h1>\(title)</h1>\n"
        if !lede.isEmpty { main += "<p class=\"lede\" dir=\"auto\">\(lede)</p>\n" }
        if !links.isEmpty { main += "<p class=\"meta\">\(links)</p>\n" }
        if !note.isEmpty { main += "<p class=\"note\" role=\"status\">\(note)</p>\n" }
        main += "</header>\n\(content)"
    }
}

extension HTML {
    /// Links to authors, as under a post.
    static func byline(_ authors: [Byline]) -> HTML {
        guard let last = authors.last else { return "" }
        var html: HTML = "<span>"
        for (index, author) in authors.enumerated() {
            if index > 0 { html += author == last ? " and " : ", " }
            html += "<a href=\"/users/\(author.name)\">\(author.shown)</a>"
        }
        html += "</span> "
        return html
    }
}
