import SQLite

extension Site {
    /// How many addresses one sitemap may have (https://www.sitemaps.org/protocol.html).
    public static let sitemapSize = 50_000

    /// How many parts the sitemap of posts and pages has; each covers `sitemapSize` ids.
    public func sitemapParts() throws -> Int {
        let highest = try database.first("SELECT id FROM post ORDER BY id DESC LIMIT 1") { $0.int(0) } ?? 0
        return (highest + Self.sitemapSize - 1) / Self.sitemapSize
    }

    /// Lends slug and time of the last change of what is listed in a part, counted from 1.
    public func sitemap(
        part: Int, now: Int, each body: (_ slug: Span<UInt8>, _ updatedAt: Int) throws -> Void
    ) throws {
        try database.query(
            """
            SELECT slug, updated_at FROM post
            WHERE id > ? AND id <= ? AND state = 'published' AND published_at <= ? AND unlisted = 0
            ORDER BY id
            """, (part - 1) * Self.sitemapSize, part * Self.sitemapSize, now
        ) { try body($0.bytes(0), $0.int(1)) }
    }
}
