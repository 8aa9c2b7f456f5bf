import HTML
import Site

extension Page {
    /// A member's uploaded files, and the form for one more.
    /// - Parameters:
    ///   - used: bytes of all of them.
    ///   - more: whether there are older ones than these.
    ///   - title: what was typed beside a file that was refused.
    public static func files(
        _ uploads: [Upload], used: Int, more: Bool, note: HTML = "", title: String = "", refusal: UploadRefusal? = nil
    ) -> Page {
        var form = Form(action: "/files")
        form.field(
            "file", "File", .file,
            help: """
                Pictures (JPEG, PNG, GIF, WebP, AVIF), PDF, documents, archives, sound, video or plain text; \
                \(size: Upload.sizeLimit) at the most. Pictures lose what the camera wrote into them, the place too.
                """,
            error: refusal == .titleTooLong ? nil : refusal.map { words(for: $0) })
        form.field(
            "title", "Description", value: title,
            help: "What the picture shows, for those who can’t see it. Empty: the file’s name.",
            error: refusal == .titleTooLong ? words(for: .titleTooLong) : nil, limit: Upload.titleLimit)
        var html = form.html("Upload", failure: "The file was not kept")
        html += "<section>\n<h2>Your files</h2>\n"
        if uploads.isEmpty {
            html += "<p class=\"note\">What you upload will be listed here, with the Markdown that shows it in a post.</p>\n"
        } else {
            html += "<p class=\"note\">\(size: used) of \(size: Upload.memberLimit) are used.</p>\n<ol class=\"posts\">\n"
            for upload in uploads { html.add(upload) }
            html += "</ol>\n"
        }
        html += "</section>\n"
        if more, let last = uploads.last {
            html += """
                <nav class="pager" aria-label="Pages"><a rel="next" href="/files?before=\(last.id)">Older files</a></nav>

                """
        }
        return Page(title: "Files", lede: "Pictures and files for your <a href=\"/write\">posts</a>.", note: note, html)
    }

    /// What will be gone with a file, before it goes.
    public static func deletion(_ upload: Upload) -> Page {
        let html: HTML = """
            <p class="field">The file at <a href="\(upload.path)">\(upload.path)</a> will be gone for good. A post that shows it \
            will have a gap.</p>
            <form method="post" action="/files">
            <input type="hidden" name="upload" value="\(upload.id)">
            <p class="buttons"><button name="do" value="delete">Delete it for good</button> <a href="/files">Keep it</a></p>
            </form>

            """
        return Page(title: "Delete this file?", lede: "“\(upload.title)”", html)
    }

    fileprivate static func words(for refusal: UploadRefusal) -> HTML {
        switch refusal {
        case .empty: "Choose a file that is not empty."
        case .tooLarge: "This file has more than \(size: Upload.sizeLimit)."
        case .unknownKind: "This kind of file is not taken. Put it into a ZIP archive to share it."
        case .unreadable: "This picture can’t be read. It may be damaged; save it anew and try again."
        case .tooManyPixels: "This picture has more than \(Upload.pixelLimit / 1_000_000) million pixels. Make it smaller first."
        case .noRoom: "Your files would be more than \(size: Upload.memberLimit) together. Delete some first."
        case .titleTooLong: "The description has more than \(Upload.titleLimit) characters. Shorten it, and choose the file again."
        }
    }
}

extension HTML {
    fileprivate mutating func add(_ upload: Upload) {
        self += "<li>\n<h3><a href=\"\(upload.path)\" dir=\"auto\">\(upload.title)</a></h3>\n"
        if let picture = upload.picture, let smallest = picture.forms.first {
            let height = max(1, picture.height * smallest.width / picture.width)
            self += """
                <p><img src="/uploads/\(smallest.name)" alt="" width="\(smallest.width)" height="\(height)" loading="lazy"></p>

                """
        }
        self += """
            <p><label for="markdown\(upload.id)">Markdown</label>
            <input type="text" id="markdown\(upload.id)" readonly value="\(upload.markdown)"></p>
            <p class="meta"><span>\(upload.type)</span> <span>\(size: upload.size)</span> \(day: upload.at) \
            <a href="/files?delete=\(upload.id)">Delete</a></p>
            </li>

            """
    }
}

extension HTML.Interpolation {
    /// A number of bytes as people read it: `870 B`, `12 KB`, `3.4 MB`.
    mutating func appendInterpolation(size bytes: Int) {
        switch bytes {
        case ..<1_000: appendInterpolation("\(bytes) B")
        case ..<1_000_000: appendInterpolation("\((bytes + 500) / 1_000) KB")
        default:
            let tenths = (bytes + 50_000) / 100_000
            appendInterpolation(tenths % 10 == 0 ? "\(tenths / 10) MB" : "\(tenths / 10).\(tenths % 10) MB")
        }
    }
}

extension UploadRefusal {
    /// Why it was not kept and what to do, in plain text.
    public var words: String { Page.words(for: self).plainText }
}
