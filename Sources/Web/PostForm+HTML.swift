import HTML
import Site

extension PostForm {
    /// The editor's form.
    /// - Parameter post: the post that is edited; nil for a new one.
    func html(_ post: StoredPost?, viewer: Viewer, now: Int) -> HTML {
        var form = Form(action: "/write/\(post?.draft.slug ?? "new")")
        if let post {
            form.hidden("post", String(post.id))
            form.hidden("base", String(base))
        }
        form.field("title", "Title", value: title, error: error(.title), limit: PostDraft.titleLimit, autocomplete: "off")
        form.field(
            "source", "Text", .area(rows: 20), value: source, help: help(post), error: error(.source),
            limit: PostDraft.sourceLimit)
        form.field(
            "tags", "Tags", value: tags, help: "With commas between them.", error: error(.tags), autocomplete: "off")
        form.field(
            "excerpt", "Excerpt", .area(rows: 2), value: excerpt,
            help: "For search engines and feeds. Empty: the beginning of the text.", error: error(.excerpt),
            limit: PostDraft.excerptLimit)
        form.field(
            "slug", "Address", value: slug, help: address(post), error: error(.slug), limit: Slug.longest,
            autocomplete: "off")
        form.field(
            "date", "Publish on", .date, value: time.date, help: "In UTC. Empty: when you press Publish. In the future: it appears by itself.",
            error: error(.date))
        form.field("time", "At (UTC)", .time, value: time.time)
        form.box("comments", "Readers may comment", isOn: hasOpenComments)
        form.box("unlisted", "Unlisted", isOn: isUnlisted, help: "Whoever has the address can read it; no list shows it.")
        if viewer.may(.arrangePosts) {
            form.box("pinned", "Pinned", isOn: isPinned, help: "Stays on top of the newest posts.")
            form.box("page", "A page", isOn: isPage, help: "Stands by itself, outside the lists of posts.")
        }
        for error in errors where error.field == .form { form.addError(error.words) }
        return form.html(buttons(post), failure: "It is not saved yet")
    }

    /// The first is the one that Enter presses: it changes nothing.
    private func buttons(_ post: StoredPost?) -> [(label: HTML, name: String, value: String)] {
        let preview: (HTML, String, String) = ("Preview", "do", Intent.preview.rawValue)
        let draft: (HTML, String, String) = ("Save draft", "do", Intent.draft.rawValue)
        let publish: (HTML, String, String) = ("Publish", "do", Intent.publish.rawValue)
        switch post?.draft.state {
        case nil, .draft: return [preview, draft, publish]
        case .published: return [preview, publish, ("Take back as a draft", "do", Intent.draft.rawValue)]
        case .private, .trash: return [preview, ("Save", "do", Intent.save.rawValue), draft, publish]
        }
    }

    private func help(_ post: StoredPost?) -> HTML {
        if post?.draft.format == .html { return "HTML, as it was imported. What is not safe in a page is left out." }
        return """
            <a href="https://github.github.com/gfm/">Markdown</a>, with tables, task lists and footnotes. \
            Pictures come from <a href="/files" target="_blank">your files</a>.
            """
    }

    private func address(_ post: StoredPost?) -> HTML {
        guard let post else { return "The last part of its address. Empty: made from the title." }
        return post.wasPublic
            ? "The last part of its address, after /posts/. The old one will lead to the new one." : "The last part of its address, after /posts/."
    }
}
