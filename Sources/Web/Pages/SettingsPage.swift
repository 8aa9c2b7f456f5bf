import HTML
import Site

extension Page {
    /// The owner's settings.
    /// - Parameter isSaved: whether they have just been.
    public static func settings(_ typed: SettingsForm, isSaved: Bool = false) -> Page {
        var form = Form(action: "/settings")
        form.addSite(typed)
        form.addPictures(typed)
        form.addRules(typed)
        form.addMail(typed)
        let note: HTML = isSaved ? "<p class=\"note\" role=\"status\">The settings are saved.</p>\n" : ""
        return Page(
            title: "Settings", lede: "What goes on here is on <a href=\"/figures\">another page</a>; who else hears of it, among the <a href=\"/hooks\">hooks</a>.",
            "\(note)\(form.html("Save settings", failure: "Nothing is saved yet"))")
    }
}

extension Form {
    fileprivate mutating func addSite(_ typed: SettingsForm) {
        let errors = typed.errors
        add("<h2>The site</h2>\n")
        field(
            "title", "Title", value: typed.title.text, error: errors["title"], limit: SettingsForm.titleLimit, isRequired: true)
        field(
            "about", "Description", value: typed.about.text, help: "A line on the first page, for search engines and feeds.",
            error: errors["about"], limit: SettingsForm.aboutLimit)
        field(
            "address", "Address", .url, value: typed.address.text,
            help: "Like https://www.example.org: in feeds, in mail, for search engines. Empty: the one that a reader came by.",
            error: errors["address"], limit: SettingsForm.addressLimit)
        field(
            "posts", "Posts on a page", .number, value: typed.postsPerPage.text, error: errors["posts"], limit: 3,
            isRequired: true)
        field(
            "language", "Language", value: typed.language.text,
            help: "Of what is written here, as a code like en, de or pt-BR.", error: errors["language"],
            limit: SettingsForm.languageLimit, isRequired: true)
        field(
            "zone", "Time zone", value: typed.zone.text, help: "Like Europe/Vienna, America/New_York or UTC.",
            error: errors["zone"], limit: SettingsForm.zoneLimit, isRequired: true)
        field(
            "navigation", "Links at the top", .area(rows: 4), value: typed.navigation.text,
            help: "A line each: the address, a space, what the link says.", error: errors["navigation"],
            limit: SettingsForm.linksLimit)
        field(
            "footer", "Links at the bottom", .area(rows: 4), value: typed.footer.text, help: "A line each, as above.",
            error: errors["footer"], limit: SettingsForm.linksLimit)
    }

    fileprivate mutating func addPictures(_ typed: SettingsForm) {
        choice(
            "pictures", "Pictures from elsewhere", [("shown", "Shown, where they come by https"), ("hidden", "Not shown")],
            chosen: typed.pictures, help: "A host whose pictures are shown learns who reads what, and when.",
            error: typed.errors["pictures"])
    }

    fileprivate mutating func addRules(_ typed: SettingsForm) {
        let errors = typed.errors
        add("<h2>Members</h2>\n")
        choice(
            "signup", "Who may sign up",
            [("open", "Everybody"), ("invited", "Whoever a member has invited"), ("closed", "Nobody")], chosen: typed.signUp,
            error: errors["signup"])
        field(
            "held", "First comments that wait", .number, value: typed.heldComments.text,
            help: "So many comments of a new member wait until a moderator has read them. 0: none does.",
            error: errors["held"], limit: 3, isRequired: true)
        field(
            "words", "Blocked words", .area(rows: 6), value: typed.blockedWords.text,
            help: "A word or phrase a line. A comment that has one of them waits for a moderator.", error: errors["words"],
            limit: SettingsForm.wordsLimit)
    }

    fileprivate mutating func addMail(_ typed: SettingsForm) {
        let errors = typed.errors
        add("<h2>Mail</h2>\n")
        field(
            "mailname", "Name of the sender", value: typed.mailName.text, help: "Empty: the title.",
            error: errors["mailname"], limit: SettingsForm.titleLimit)
        field(
            "mailaddress", "Address of the sender", .email, value: typed.mailAddress.text,
            help: "Where answers go. Empty: noreply@ and the site’s host.", error: errors["mailaddress"],
            limit: EmailAddress.longest)
    }
}
