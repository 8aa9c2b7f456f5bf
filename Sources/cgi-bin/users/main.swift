import HTML
import Site
import Web

Route("users", "All members, or one with her posts and comments.", cache: .page, query: "after before").run { context in
    let site = try context.site
    if context.request.segments.isEmpty {
        let after = context.request.query["after"] ?? ""
        var items = HTML()
        let next = try site.users(after: after, now: context.now, limit: 200) { items.addUser($0) }
        return try context.page(.users(items, isFirst: after.isEmpty, next: next))
    }
    guard let name = context.segment else { return try context.notFound() }
    let limit = try context.settings.postsPerPage
    let page = try site.user(name, now: context.now) { user in
        var page = UserPage(user)
        var list = PostList()
        let links = try site.posts(in: .by(name), before: context.before, now: context.now, limit: limit) { list.add($0) }
        if context.before == nil {
            try site.comments(by: user.id, now: context.now, limit: 10) {
                page.addComment(id: $0, slug: $1, title: $2, at: $3, html: $4)
            }
        }
        return page.finished(list, links)
    }
    return try context.answer(page)
}
