import CGI
import Site
import Web

Route(
    "leave", "A member deletes her account.",
    methods: [.reading, .post], cache: .none, reads: [.site, .members, .uploads], writes: [.site, .members, .uploads], body: 4_096
).run { context in
    if context.segment == "done" { return try context.page(.left()) }
    guard context.request.segments.isEmpty else { return try context.notFound() }
    let viewer = try context.provenViewer()
    let site = try context.site
    func isLastOwner() throws -> Bool { try viewer.role == .owner && !site.hasOwner(besides: viewer.id) }
    guard context.request.method == .post else {
        return try context.page(.leave(viewer, isLastOwner: isLastOwner()))
    }
    let form = context.request.form
    guard let texts = form["texts"], ["stay", "go"].contains(texts), form["sure"] == "1" else {
        return try context.page(
            .leave(viewer, texts: form["texts"], isSure: form["sure"] == "1", isSent: true), status: .unprocessableContent)
    }
    let posts = try site.transaction {
        try isLastOwner() ? nil : try site.removeAccount(viewer, keepingTexts: texts == "stay")
    }
    guard let posts else { return try context.page(.leave(viewer, isLastOwner: true), status: .conflict) }
    let members = try context.members
    let files = try members.transaction {
        try members.forget(viewer.id, posts: posts, keepingFiles: texts == "stay")
    }
    for file in files { Uploads(context.folder).remove(file) }
    try context.signOut()
    return context.redirect(to: "/leave/done", .seeOther)
}
