import CGI
import Site
import Web

let route = Route(
    "unsubscribe", "Ends mail of one kind, by the link in each such mail (RFC 8058).",
    methods: [.reading, .post], cache: .none, reads: [.site, .members], writes: [.members], body: 4_096, sender: .anyone)

route.run { context in
    let members = try context.members
    guard let token = context.segment.flatMap({ Token($0) }),
        let subscription = try members.subscription(token, now: context.now)
    else { return try context.page(.unsubscribeGone(), status: .notFound) }
    if context.request.method == .post {
        try members.end(subscription)
        // A mail program that does it for its reader takes a redirect for a failure (RFC 8058, section 3.1).
        if context.request.form["do"] != nil { return context.redirect(to: "/unsubscribe/\(token.text)", .seeOther) }
    }
    let title = try subscription.postID.flatMap { try context.site.postCard(id: $0, now: context.now)?.title }
    var response = try context.page(
        .unsubscribe(subscription, token: token, isOpen: members.isOpen(subscription), title: title))
    response.set("Referrer-Policy", "no-referrer")
    return response
}
