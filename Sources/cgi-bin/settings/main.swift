import CGI
import Site
import Web

Route(
    "settings", "What the owner decides about the site.",
    methods: [.reading, .post], cache: .none, reads: [.site, .members], writes: [.site, .members], body: 1_048_576
).run { context in
    _ = try context.viewer(for: .changeSettings)
    let site = try context.site
    guard context.request.method == .post else {
        let form = SettingsForm(try context.settings, try site.rules())
        return try context.page(.settings(form, isSaved: context.request.query["saved"] != nil))
    }
    var form = SettingsForm(typed: context.request.form)
    guard let (settings, rules) = form.checked() else {
        return try context.page(.settings(form), status: .unprocessableContent)
    }
    try site.transaction {
        try site.save(settings)
        try site.save(rules)
    }
    return context.redirect(to: "/settings?saved=1", .seeOther)
}
