import HTML
import SQLite
import Web

/// What stands in the guestbook.
struct Guestbook {
    /// Entries on a page.
    static let perPage = 50

    let database: Database

    func add(_ words: String, by name: String, member: String?, now: Int) throws {
        try database.run(
            "INSERT INTO entry (at, member, name, words, held) VALUES (?, ?, ?, ?, ?)", now, member ?? "", name, words, member == nil)
    }

    /// Lets an entry through that waits.
    func show(_ id: Int) throws {
        try database.run("UPDATE entry SET held = 0 WHERE id = ?", id)
    }

    func delete(_ id: Int) throws {
        try database.run("DELETE FROM entry WHERE id = ?", id)
    }

    /// A page of entries, the newest first.
    /// - Parameters:
    ///   - before: the id of the last entry on the page before.
    ///   - isModerator: with those that wait, and buttons.
    func html(before: Int?, isModerator: Bool) throws -> HTML {
        var items = HTML()
        var ids: [Int] = []
        // One more than a page has tells whether there is an older one.
        try database.query(
            """
            SELECT id, at, member, name, words, held FROM entry
            WHERE id < ? AND (NOT held OR ?) ORDER BY id DESC LIMIT ?
            """, before ?? .max, isModerator, Self.perPage + 1
        ) { row in
            ids.append(row.int(0))
            if ids.count <= Self.perPage { items += Self.item(row, isModerator: isModerator) }
        }
        if items.isEmpty { return "<p>Nobody has written yet. You could be the first.</p>\n" }
        var html: HTML = "<ol class=\"thread\">\n\(items)</ol>\n"
        if ids.count > Self.perPage {
            html += """
                <nav class="pager" aria-label="Pages"><a rel="next" href="/guestbook-swift?before=\(ids[Self.perPage - 1])">\
                Older entries</a></nav>

                """
        }
        return html
    }

    private static func item(_ row: Row, isModerator: Bool) -> HTML {
        let id = row.int(0)
        let member = row.string(2)
        let name: HTML = member.isEmpty
            ? "<b class=\"by\" dir=\"auto\">\(row.bytes(3))</b>"
            : "<a class=\"by\" dir=\"auto\" href=\"/users/\(member)\">\(row.bytes(3))</a>"
        var html: HTML = "<li><article class=\"comment\" id=\"e\(id)\"><p class=\"meta\">\(name) \(minute: row.int(1))"
        if row.bool(5) { html += " <span class=\"flag\">Waits</span>" }
        html += "</p><div class=\"prose\" dir=\"auto\"><p>"
        let lines = row.string(4).split(separator: "\n", omittingEmptySubsequences: false)
        for (index, line) in lines.enumerated() {
            if index > 0 { html += "<br>" }
            html += "\(String(line))"
        }
        html += "</p></div>"
        if isModerator {
            html += "<form method=\"post\" action=\"/guestbook-swift\"><p class=\"buttons\">"
            if row.bool(5) { html += "<button name=\"show\" value=\"\(id)\">Let through</button>" }
            html += "<button name=\"delete\" value=\"\(id)\">Delete</button></p></form>"
        }
        html += "</article></li>\n"
        return html
    }
}
