import CGI
import JSON
import Site
import Web

extension Operation {
    static let uploads: [Operation] = [
        Operation(
            .get, "/v1/uploads", "listUploads", "One’s own files, newest first.", need: .scope(.read),
            parameters: [.query("before", .id, "Goes on before this number. `next` and `Link` lead there."), .limit],
            answer: .page(of: .upload)
        ) { call in
            let viewer = try call.context.viewer(for: .upload)
            let uploads = try call.members.uploads(of: viewer.id, before: call.int("before") ?? .max, limit: call.limit + 1)
            var items = JSON()
            for upload in uploads.prefix(call.limit) { items.add(upload, origin: call.context.origin) }
            let next = uploads.count > call.limit ? uploads[call.limit - 1].id : nil
            return call.page(items, next: next.map { ("before", String($0)) })
        },
        Operation(
            .post, "/v1/uploads", "createUpload", "Upload a file.",
            """
            The body is the file, at most 10 MB. What it is, its content says: pictures (JPEG, PNG, GIF, WebP, AVIF), PDF, \
            documents, archives, sound, video, plain text.
            """,
            need: .scope(.uploads),
            parameters: [
                .query("title", .text(most: Upload.titleLimit / 2), "What a picture shows, for those who can’t see it."),
                .query("filename", .text(most: 255), "What it is called, where it has no title."),
            ],
            body: .file, answer: .created(.upload)
        ) { call in
            let viewer = try call.context.viewer(for: .upload)
            do {
                let id = try call.context.keep(call.bytes, fileName: call.text("filename"), title: call.text("title"), by: viewer)
                return call.created(try call.json(of: id, viewer), at: "uploads/\(id)")
            } catch let refusal as UploadRefusal {
                throw Problem(refusal.status, refusal.words)
            }
        },
        Operation(
            .get, "/v1/uploads/{id}", "getUpload", "One of one’s own files.", need: .scope(.read),
            parameters: [.id("The file’s number.")], answer: .one(.upload)
        ) { call in
            let viewer = try call.context.viewer(for: .upload)
            return call.answer(try call.json(of: call.id, viewer))
        },
        Operation(
            .delete, "/v1/uploads/{id}", "deleteUpload", "Delete one of one’s own files.",
            need: .scope(.uploads), parameters: [.id("The file’s number.")], answer: .nothing
        ) { call in
            let viewer = try call.context.viewer(for: .upload)
            guard let upload = try call.members.upload(call.id, of: viewer.id) else { throw Problem.nothingHere }
            try call.check(call.answer(try call.json(of: upload.id, viewer)), isNeeded: false)
            try call.context.delete(upload)
            return Response(.noContent)
        },
    ]
}

extension Call {
    fileprivate func json(of id: Int, _ viewer: Viewer) throws -> JSON {
        guard let upload = try members.upload(id, of: viewer.id) else { throw Problem.nothingHere }
        var json = JSON()
        json.add(upload, origin: context.origin)
        return json
    }
}

extension JSON {
    fileprivate mutating func add(_ upload: Upload, origin: String) {
        object { json in
            json.member("id", upload.id)
            json.member("url", origin + upload.path)
            json.member("title", upload.title)
            json.member("type", upload.type)
            json.member("size", upload.size)
            json.member("width", upload.picture?.width)
            json.member("height", upload.picture?.height)
            json.member("markdown", upload.markdown)
            json.member("created_at") { $0.string(.moment(upload.at)) }
        }
    }
}

extension UploadRefusal {
    fileprivate var status: Status {
        switch self {
        case .tooLarge: .contentTooLarge
        case .unknownKind: .unsupportedMediaType
        case .empty, .unreadable, .tooManyPixels, .noRoom, .titleTooLong: .unprocessableContent
        }
    }
}
