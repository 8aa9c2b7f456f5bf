import SQLite

/// A setting has a row only where it differs from what a new site has: each row costs every page something.
extension Site {
    public func settings() throws -> Settings {
        var settings = Settings()
        var zone = ""
        var offsets = ""
        // The names of `Rules` sort after all of these.
        try database.query("SELECT name, value FROM setting WHERE name < 'user'") { row in
            let value = row.string(1)
            switch row.string(0) {
            case "title": settings.title = value
            case "about": settings.about = value
            case "address": settings.address = value
            case "language": settings.language = value
            case "posts_per_page": settings.postsPerPage = min(max(Int(value) ?? 10, 1), 100)
            case "navigation": settings.navigation.text = value
            case "footer": settings.footer.text = value
            case "foreign_pictures": settings.showsForeignPictures = value != "hidden"
            case "time_zone": zone = value
            case "time_offsets": offsets = value
            default: break
            }
        }
        if !offsets.isEmpty { settings.zone = Zone(name: zone, offsets: offsets) }
        return settings
    }

    /// Keeps all settings; in a transaction.
    public func save(_ settings: Settings) throws {
        let usual = Settings()
        try set("title", settings.title, unless: usual.title)
        try set("about", settings.about, unless: usual.about)
        try set("address", settings.address, unless: usual.address)
        try set("language", settings.language, unless: usual.language)
        try set("posts_per_page", String(settings.postsPerPage), unless: String(usual.postsPerPage))
        try set("navigation", settings.navigation.text, unless: usual.navigation.text)
        try set("footer", settings.footer.text, unless: usual.footer.text)
        try set("foreign_pictures", settings.showsForeignPictures ? "" : "hidden", unless: "")
        try set("time_zone", settings.zone.name, unless: usual.zone.name)
        try set("time_offsets", settings.zone.offsets, unless: usual.zone.offsets)
    }

    public func rules() throws -> Rules {
        var rules = Rules()
        try database.query("SELECT name, value FROM setting WHERE name >= 'user'") { row in
            let value = row.string(1)
            switch row.string(0) {
            case "user_sign_up": rules.signUp = SignUp(rawValue: value) ?? .closed
            case "user_held_comments": rules.heldComments = min(max(Int(value) ?? 1, 0), Rules.mostHeldComments)
            case "user_blocked_words": rules.blockedWords = value.split(separator: "\n").map(String.init)
            case "user_mail_name": rules.mailName = value
            case "user_mail_address": rules.mailAddress = value
            default: break
            }
        }
        return rules
    }

    /// Keeps all rules; in a transaction.
    public func save(_ rules: Rules) throws {
        let usual = Rules()
        try set("user_sign_up", rules.signUp.rawValue, unless: usual.signUp.rawValue)
        try set("user_held_comments", String(rules.heldComments), unless: String(usual.heldComments))
        try set("user_blocked_words", rules.blockedWords.joined(separator: "\n"), unless: "")
        try set("user_mail_name", rules.mailName, unless: "")
        try set("user_mail_address", rules.mailAddress, unless: "")
    }

    private func set(_ name: String, _ value: String, unless usual: String) throws {
        guard value != usual else {
            try database.run("DELETE FROM setting WHERE name = ?", name)
            return
        }
        try database.run(
            """
            INSERT INTO setting (name, value) VALUES (?, ?)
            ON CONFLICT (name) DO UPDATE SET value = excluded.value
            """, name, value)
    }
}
