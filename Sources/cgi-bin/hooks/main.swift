import CGI
import Site
import Web

Route(
    "hooks", "Who else hears of what happens, for the owner: hooks, and what became of their deliveries.",
    methods: [.reading, .post], cache: .none, reads: [.site, .members], writes: .members, body: 65_536
).run { context in
    _ = try context.viewer(for: .changeSettings)
    guard context.request.segments.isEmpty else { return try context.notFound() }
    let members = try context.members
    var page = HooksPage(now: context.now)
    if context.request.method == .post {
        let form = context.request.form
        if let id = form["ping"].flatMap({ Int($0) }) {
            guard let hook = try members.hook(id), hook.disabledAt == nil else { throw Refusal.notFound }
            try members.addPing(to: hook, now: context.now)
            return context.redirect(to: "/hooks?done=ping", .seeOther)
        }
        if let id = form["remove"].flatMap({ Int($0) }) {
            guard try members.removeHook(id) else { throw Refusal.notFound }
            return context.redirect(to: "/hooks?done=removed", .seeOther)
        }
        if let id = form["enable"].flatMap({ Int($0) }) {
            guard try members.hook(id) != nil else { throw Refusal.notFound }
            try members.enableHook(id, now: context.now)
            return context.redirect(to: "/hooks?done=enabled", .seeOther)
        }
        if let (address, events) = page.take(form) {
            let added = try members.addHook(
                address, events: events, site: try context.site, address: try context.mailOrigin, now: context.now)
            if let added { return try context.page(.hookSecret(added)) }
            page.other = "There are \(Hook.most) hooks already. Delete one first."
        }
    }
    page.hooks = try members.hooks()
    page.deliveries = try members.deliveries(limit: 50)
    page.done = context.request.query["done"]
    return try context.page(page.finished(), status: page.hasErrors ? .unprocessableContent : .ok)
}
