extension Site {
    public func settings() throws -> Settings {
        var settings = Settings()
        try database.query("SELECT name, value FROM setting") { row in
            let value = row.string(1)
            switch row.string(0) {
            case "title": settings.title = value
            case "about": settings.about = value
            case "address": settings.address = value
            case "language": settings.language = value
            case "posts_per_page": settings.postsPerPage = min(max(Int(value) ?? 10, 1), 100)
            default: break
            }
        }
        return settings
    }

    /// Keeps all settings that differ from what a new site has.
    public func save(_ settings: Settings) throws {
        try set("title", settings.title)
        try set("about", settings.about)
        try set("address", settings.address)
        try set("language", settings.language)
        try set("posts_per_page", String(settings.postsPerPage))
    }

    private func set(_ name: String, _ value: String) throws {
        try database.run(
            """
            INSERT INTO setting (name, value) VALUES (?, ?)
            ON CONFLICT (name) DO UPDATE SET value = excluded.value
            """, name, value)
    }
}
