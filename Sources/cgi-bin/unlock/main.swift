import CGI
import Site
import Web

Route(
    "unlock", "A protected post, for whoever has its password.",
    methods: [.reading, .post], pool: .slow, cache: .none, reads: [.site, .members], body: 8_192
).run { context in
    guard let slug = context.segment else { return try context.notFound() }
    let site = try context.site
    let page = try site.post(slug, now: context.now) { post -> Page? in
        guard post.isProtected else { return nil }
        guard case .bytes(let body) = context.request.body, context.request.method == .post else {
            return .unlock(post)
        }
        let password = Query(String(decoding: body, as: UTF8.self))["password"] ?? ""
        let hash = try Members(in: context.folder).password(ofPost: post.id)
        guard let hash, hash.matches(password) else { return .unlock(post, isWrong: true) }
        var comments = CommentList(on: post, now: context.now)
        _ = try site.comments(on: post.id, limit: 1_000) { comments.add($0) }
        return .unlocked(post, comments: comments.finished())
    }
    guard let found = page else { return try context.notFound() }
    return try found.map { try context.page($0) } ?? context.redirect(to: "/posts/\(slug)")
}
