import CGI
import HTML
import Site

/// One request to a member's uploaded files: `/files`.
public struct FileShelf {
    /// Bytes of a request: one file and the fields beside it.
    public static let bodyLimit = Upload.sizeLimit + 65_536
    private static let perPage = 30

    private let context: Context
    private let viewer: Viewer
    private let members: Members

    public init(_ context: Context, viewer: Viewer) throws {
        self.context = context
        self.viewer = viewer
        members = try context.members
    }

    public func show() throws -> Response {
        if let id = context.request.query["delete"].flatMap({ Int($0) }) {
            guard let upload = try members.upload(id, of: viewer.id) else { throw Refusal.notFound }
            return try context.page(.deletion(upload))
        }
        let note: HTML =
            if context.request.query["added"] != nil { "It is uploaded. The Markdown beside it shows it in a post." }
            else if context.request.query["deleted"] != nil { "It is deleted." }
            else { "" }
        return try list(note: note)
    }

    /// Keeps a file, or deletes one.
    public func take() throws -> Response {
        let fields = context.request.form
        if fields["do"] == "delete" { return try delete(fields["upload"].flatMap { Int($0) }) }
        do {
            try add()
            return context.redirect(to: "/files?added=1", .seeOther)
        } catch let refusal as UploadRefusal {
            let title = TypedText(line: context.request.multipart?["title"]?.text, limit: Upload.titleLimit).text
            return try list(title: title, refusal: refusal, status: .unprocessableContent)
        }
    }

    private func add() throws {
        guard let form = context.request.multipart, let part = form["file"], !part.bytes.isEmpty else {
            throw UploadRefusal.empty
        }
        try context.keep(Array(part.bytes), fileName: part.fileName, title: form["title"]?.text, by: viewer)
    }

    private func delete(_ id: Int?) throws -> Response {
        guard let id, let upload = try members.upload(id, of: viewer.id) else { throw Refusal.notFound }
        try context.delete(upload)
        return context.redirect(to: "/files?deleted=1", .seeOther)
    }

    private func list(note: HTML = "", title: String = "", refusal: UploadRefusal? = nil, status: Status = .ok) throws -> Response {
        let before = context.request.query["before"].flatMap { Int($0) } ?? .max
        let uploads = try members.uploads(of: viewer.id, before: before, limit: Self.perPage + 1)
        return try context.page(
            .files(
                Array(uploads.prefix(Self.perPage)), used: members.uploadSize(of: viewer.id),
                more: uploads.count > Self.perPage, note: note, title: title, refusal: refusal),
            status: status)
    }
}
