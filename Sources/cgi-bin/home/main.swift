import Site
import Web

Route("home", "The newest posts, the pinned ones first.", cache: .page, query: "before p page_id attachment_id").run { context in
    // The home page is where WordPress had addresses like /?p=123.
    if !context.request.query.isEmpty && context.request.query["before"] == nil,
        let location = try context.site.redirect(
            from: OldAddress(path: "/", query: context.request.query.text), now: context.now)
    {
        return context.redirect(to: location)
    }
    let settings = try context.settings
    var list = PostList()
    if context.before == nil {
        _ = try context.site.posts(in: .pinned, now: context.now, limit: 10) { list.add($0) }
    }
    let links = try context.site.posts(
        in: .posts, before: context.before, now: context.now, limit: settings.postsPerPage, withPinned: false
    ) { list.add($0) }
    if try list.isEmpty && context.before == nil && context.site.isEmpty() { return try context.page(.welcome()) }
    return try context.page(.home(list, links, settings: settings))
}
