import Site
import Web

Route(
    "revisions", "What a post was after each save, and what changed.",
    cache: .none, reads: [.site, .members], writes: .members
).run { context in
    let viewer = try context.viewer(for: .writePost)
    let (site, members, query) = try (context.site, context.members, context.request.query)
    guard let slug = context.segment, let post = try site.storedPost(slug), post.isEditable(by: viewer) else {
        return try context.notFound()
    }
    if let number = query["to"].flatMap({ Int($0) }) {
        let other = query["from"].flatMap { Int($0) }
        // Whichever way they were chosen, the newer one is compared with the older one.
        guard let new = try members.revision(max(number, other ?? 0), of: post.id) else { return try context.notFound() }
        let old = try other.map { try members.revision(min(number, $0), of: post.id) }
            ?? members.revision(before: new.id, of: post.id)
        return try context.page(
            .revision(new, since: old, by: site.viewer(id: new.authorID)?.byline, of: post))
    }
    var list = RevisionList(of: post)
    let before = query["before"].flatMap { Int($0) } ?? .max
    let more = try members.revisions(of: post.id, before: before, limit: 50) { id, authorID, at, title, length in
        list.add(id: id, author: try site.viewer(id: authorID)?.byline, at: at, title: title, length: length)
    }
    return try context.page(list.page(post, more: more))
}
