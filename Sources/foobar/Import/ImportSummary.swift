import Foundation

/// What an import tells at its end.
struct ImportSummary {
    let archive: Archive
    let counts: [(what: Importer.Counted, number: Int)]
    let problems: Problems
    let isDryRun: Bool

    private subscript(_ what: Importer.Counted) -> Int { counts.first { $0.what == what }?.number ?? 0 }

    /// - Parameter most: how many items to name under one reason.
    func text(naming most: Int = 3) -> String {
        var lines = [isDryRun ? "This would come in from \(archive.kind); nothing was written:" : "Imported from \(archive.kind):"]
        let details: [(Importer.Counted, String)] = [
            (.drafts, "drafts"), (.scheduled, "scheduled"), (.pinned, "pinned"), (.protected, "with a password"),
            (.private, "private"), (.trash, "in the trash"),
        ]
        let among = details.filter { self[$0.0] > 0 }.map { "\(self[$0.0]) \($0.1)" }
        for (what, one, many) in [
            (Importer.Counted.posts, "post", "posts"), (.pages, "page", "pages"), (.comments, "comment", "comments"),
            (.people, "author, without a password", "authors, without a password"), (.tags, "tag", "tags"),
            (.categories, "category", "categories"), (.addresses, "old address that leads here", "old addresses that lead here"),
        ] where self[what] > 0 {
            lines.append("  \(self[what])  \(self[what] == 1 ? one : many)")
            if what == .pages || (what == .posts && self[.pages] == 0), !among.isEmpty {
                lines.append("       of these \(among.joined(separator: ", "))")
            }
        }
        if lines.count == 1 { lines.append("  nothing new") }
        if self[.known] > 0 { lines.append("  \(self[.known])  posts and pages were here already and stay as they are") }
        var text = lines.joined(separator: "\n") + "\n"
        let report = problems.report(naming: most)
        if !report.isEmpty { text += "\nWhat did not come in, or not as it was:\n" + report }
        return text
    }
}
