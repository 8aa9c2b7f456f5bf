import HTML
import Site
import Web

Route("tags", "All tags, or the posts of one.", cache: .page, query: "after before").run { context in
    let site = try context.site
    if context.request.segments.isEmpty {
        let after = context.request.query["after"] ?? ""
        var items = HTML()
        let next = try site.tags(after: after, now: context.now, limit: 500) {
            items.addTag(slug: $0, name: $1, isCategory: $2, posts: $3)
        }
        return try context.page(.tags(items, isFirst: after.isEmpty, next: next))
    }
    guard let slug = context.segment else { return try context.notFound() }
    let limit = try context.settings.postsPerPage
    let page = try site.tag(slug) { name, about, parent in
        var list = PostList()
        let links = try site.posts(in: .tag(slug), before: context.before, now: context.now, limit: limit) { list.add($0) }
        return Page.tag(slug, name: name, about: about, parent: parent, list, links)
    }
    return try context.answer(page)
}
