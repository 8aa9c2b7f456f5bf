import Site
import Web

let route = Route(
    "follow", "Hearing of what is said on a post, or no more: /follow/POST.",
    methods: [.reading, .post], cache: .none, reads: [.site, .members], writes: [.members], body: 4_096)

route.run { context in
    let viewer = try context.viewer(for: .follow)
    guard let id = context.segment.flatMap({ Int($0) }), let post = try context.site.postCard(id: id, now: context.now)
    else { return try context.notFound() }
    if context.request.method == .post {
        try context.members.setFollowing(context.request.form["do"] == "follow", post.id, viewer.id)
        return context.redirect(to: "/follow/\(post.id)", .seeOther)
    }
    let members = try context.members
    return try context.page(
        .follow(
            post, isFollowing: members.isFollowing(post.id, viewer.id),
            wantsMail: members.isOpen(Subscription(userID: viewer.id, kind: .follows))))
}
