import CGI
import HTML
import Site
import Web

/// What everyone may read about her.
extension AccountSettings {
    func profile() throws -> Response {
        try context.page(page(account.profile))
    }

    func takeProfile() throws -> Response {
        let form = context.request.form
        let shown = TypedText(line: form["shown"], limit: Profile.longestShown)
        let about = TypedText(line: form["about"], limit: Profile.longestAbout)
        let link = TypedText(line: form["link"], limit: Profile.longestLink)
        let picture = TypedText(line: form["picture"], limit: Profile.longestLink)
        let profile = Profile(shown: shown.text, about: about.text, link: link.text, picture: picture.text)
        var errors = Errors()
        if shown.isEmpty { errors.shown = "Give a name, your own or another." }
        if shown.isTooLong { errors.shown = "At most \(Profile.longestShown) characters, please." }
        if about.isTooLong { errors.about = "At most \(Profile.longestAbout) characters, please." }
        if link.isTooLong || !Self.isAddress(link.text) { errors.link = Self.noAddress }
        if picture.isTooLong || !(Self.isAddress(picture.text) || Self.isUpload(picture.text)) { errors.picture = Self.noAddress }
        guard errors == Errors() else { return try failed(page(profile, errors)) }
        try context.site.transaction { try context.site.save(profile, of: account) }
        return done("profile")
    }

    private struct Errors: Equatable {
        var shown: String?
        var about: String?
        var link: String?
        var picture: String?
    }

    private static let noAddress = "An address begins with https:// or http:// and has at most \(Profile.longestLink) characters."

    private func page(_ profile: Profile, _ errors: Errors = Errors()) -> Page {
        func words(_ error: String?) -> HTML? { error.map { "\($0)" } }
        var form = Form(action: "/account/profile")
        form.field(
            "shown", "Name that people read", value: profile.shown, error: words(errors.shown), limit: Profile.longestShown,
            isRequired: true, autocomplete: "name")
        form.field("about", "A line about yourself", value: profile.about, error: words(errors.about), limit: Profile.longestAbout)
        form.field(
            "link", "Link", .url, value: profile.link, help: "Your own site, or wherever people find you.", error: words(errors.link),
            limit: Profile.longestLink, autocomplete: "url")
        form.field(
            "picture", "Address of a picture", .text, value: profile.picture,
            help: "Readers' browsers fetch it from where it is.", error: words(errors.picture), limit: Profile.longestLink)
        return Page(
            account: "Profile", lede: "What everyone can read about you.", done: wasDone("Your profile is saved."),
            form.html("Save"))
    }

    /// Empty, or an address of the web with a host; nothing that could run.
    private static func isAddress(_ text: String) -> Bool {
        if text.isEmpty { return true }
        let lower = text.lowercased()
        guard let scheme = ["https://", "http://"].first(where: { lower.hasPrefix($0) }) else { return false }
        let host = lower.dropFirst(scheme.count).prefix { $0 != "/" && $0 != "?" && $0 != "#" }
        return !host.isEmpty && text.utf8.allSatisfy { $0 > 0x20 && $0 != UInt8(ascii: "\"") && $0 != UInt8(ascii: "<") }
    }

    private static func isUpload(_ text: String) -> Bool {
        text.hasPrefix("/uploads/") && text.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F }
    }
}
