import HTML
import Site
import Web

Route(
    "write", "One's own posts, and the editor of each.",
    methods: [.reading, .post], cache: .none, reads: [.site, .members], writes: [.site, .members], body: 4_194_304
).run { context in
    let isPost = context.request.method == .post
    let isDeletion = isPost ? context.request.form["do"] == "delete" : context.request.query["delete"] != nil
    let viewer = try context.viewer(for: isDeletion ? .deleteOwnPost : .writePost)
    if let slug = context.segment {
        let editor = try PostEditor(context, viewer: viewer)
        return try isPost ? editor.take(slug) : editor.show(slug)
    }
    guard context.request.segments.isEmpty else { return try context.notFound() }
    let site = try context.site
    var (drafts, written) = (HTML(), HTML())
    if context.before == nil {
        _ = try site.stored(on: .drafts(of: viewer.name), limit: 200) { drafts.addWritten($0, now: context.now) }
    }
    let more = try site.stored(on: .written(by: viewer.name), before: context.before, limit: 50) {
        written.addWritten($0, now: context.now)
    }
    let note: HTML = context.request.query["deleted"] == nil ? "" : "It is deleted."
    return try context.page(
        .writing(drafts: drafts, written: written, more: more, isFirst: context.before == nil, note: note))
}
