import CGI
import Site
import Web

Route(
    "figures", "What goes on, for the owner: new members and comments, storage, mail that failed.",
    methods: [.reading, .post], cache: .none, reads: [.site, .members, .log], writes: .members, body: 4_096
).run { context in
    _ = try context.viewer(for: .seeFigures)
    let members = try context.members
    if context.request.method == .post {
        guard let id = context.request.form["mail"].flatMap({ Int($0) }) else { throw Refusal.notFound }
        try members.retryMail(id: id, now: context.now)
        return context.redirect(to: "/figures#mail", .seeOther)
    }
    var page = FiguresPage(now: context.now)
    let site = try context.site
    try site.newestUsers(limit: 10) { page.addUser(name: $0, shown: $1, role: $2, at: $3) }
    try site.newestComments(limit: 10) { page.addComment(id: $0, slug: $1, title: $2, author: $3, state: $4, at: $5) }
    page.storage = Storage(context.folder, uploads: try members.uploadTotal())
    page.mails = try members.failedMail(limit: 50)
    return try context.page(page.finished())
}
