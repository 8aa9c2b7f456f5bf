import Site
import Web

Route("posts", "One post or page, with its comments.", cache: .page, query: "after").run { context in
    guard let slug = context.segment else {
        return context.request.segments.isEmpty ? context.redirect(to: "/") : try context.notFound()
    }
    let site = try context.site
    let after = context.request.query["after"].flatMap { Int($0) }
    _ = try context.settings
    let page = try site.post(slug, now: context.now) { post in
        var page = PostPage(post, isContinued: after != nil, origin: context.origin, now: context.now)
        if let parentID = post.parentID {
            try site.pages(above: parentID, now: context.now) { page.addPageAbove(slug: $0, title: $1) }
        }
        if post.isPage {
            try site.pages(under: post.id, now: context.now) { _, slug, title in page.addPageBelow(slug: slug, title: title) }
        }
        var more: Int?
        if post.commentCount > 0 && !post.isProtected {
            more = try site.comments(on: post.id, after: after, limit: PostPage.commentsPerPage) { page.add($0) }
        }
        return page.finished(post, more: more)
    }
    return try context.answer(page)
}
