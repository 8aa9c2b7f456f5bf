import CGI
import HTML
import Site
import Web

let route = Route(
    "guestbook-swift", "The guestbook in Swift: what cgi-bin/guestbook does in sh, on the same database.",
    methods: [.reading, .post], cache: .none, reads: [.site, .members, .own], writes: [.members, .own],
    body: 100_000)

route.run { context in
    let guestbook = Guestbook(database: try context.database("guestbook", schema))
    let viewer = try context.viewer
    let isModerator = viewer.map { $0.role >= .moderator } ?? false
    let fields = context.request.form
    let name = TypedText(line: viewer?.shown ?? fields["name"], limit: 60)
    let words = TypedText(lines: fields["words"], limit: 1_000)
    var error: HTML?

    if context.request.method == .post {
        if viewer != nil { _ = try context.viewer(for: .comment) }
        if isModerator, let id = fields["show"].flatMap({ Int($0) }) {
            try guestbook.show(id)
        } else if isModerator, let id = fields["delete"].flatMap({ Int($0) }) {
            try guestbook.delete(id)
        } else if name.isEmpty || name.isTooLong || words.isEmpty || words.isTooLong {
            error = "Write your name and a few words: 60 characters and 1000 at the most."
        } else if try !context.tries.count(TryLimit("script/guestbook", burst: 3, every: 300), context.place, now: context.now) {
            error = "That was a lot. Nothing is kept yet; send it again in five minutes."
        } else if fields["website"] == "" {
            // Only machines fill in the field that nobody sees.
            try guestbook.add(words.text, by: name.text, member: viewer?.name, now: context.now)
        }
        if error == nil { return context.redirect(to: "/guestbook-swift\(viewer == nil ? "?held=1" : "")#entries", .seeOther) }
    }

    var form = Form(action: "/guestbook-swift")
    if viewer == nil { form.field("name", "Your name", value: name.text, limit: 60, isRequired: true, autocomplete: "name") }
    form.field("words", "Your words", .area(rows: 4), value: words.text, error: error, limit: 1_000, isRequired: true)
    form.add("<div hidden><label for=\"website\">Leave this empty</label><input type=\"text\" id=\"website\" name=\"website\"></div>\n")
    let thanks: HTML = context.request.query["held"] == nil ? "" : "<p role=\"status\"><b>Thank you. A moderator reads it first.</b></p>\n"
    let entries = try guestbook.html(before: context.request.query["before"].flatMap { Int($0) }, isModerator: isModerator)
    let page = Page(
        title: "Guestbook", lede: "You came by. Leave a few words for those who come after you.",
        "\(thanks)\(form.html("Sign the guestbook"))<section id=\"entries\">\n<h2>Who was here</h2>\n\(entries)</section>\n")
    return try context.page(page, status: error == nil ? .ok : .unprocessableContent)
}
