import Site
import Web

Route(
    "logout", "Ends the session.",
    methods: [.reading, .post], cache: .none, writes: .members, body: 1_024
).run { context in
    guard context.request.segments.isEmpty else { return try context.notFound() }
    if context.request.method == .post {
        try context.signOut()
        return context.redirect(to: "/", .seeOther)
    }
    guard let viewer = try context.viewer else { return context.redirect(to: "/", .seeOther) }
    return try context.page(
        Page(
            title: "Log out", lede: "You are logged in as \(viewer.shown).",
            Form(action: "/logout").html("Log out")))
}
