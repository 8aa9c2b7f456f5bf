import HTML
import Site

extension HTML {
    /// Unchanged lines that are shown before and after a change.
    private static let context = 2

    /// A comparison of two texts to read: what went in `<del>`, what came in `<ins>`, and what stayed far from both
    /// folded away.
    static func diff(_ diff: TextDiff) -> HTML {
        if diff.isEmpty { return "<p class=\"note\">Both say the same.</p>\n" }
        var html: HTML = "<div class=\"prose\" dir=\"auto\">\n"
        for (index, part) in diff.parts.enumerated() {
            switch part {
            case .same(let lines):
                html.addSame(lines, isFirst: index == 0, isLast: index == diff.parts.count - 1)
            case .removed(let lines):
                for line in lines { html += "<p><span class=\"sr\">Removed: </span><del>\(line)</del></p>\n" }
            case .added(let lines):
                for line in lines { html += "<p><span class=\"sr\">Added: </span><ins>\(line)</ins></p>\n" }
            case .changed(let pieces):
                html += "<p><span class=\"sr\">Changed: </span>"
                for piece in pieces {
                    switch piece.kind {
                    case .same: html += "\(piece.text)"
                    case .removed: html += "<del>\(piece.text)</del>"
                    case .added: html += "<ins>\(piece.text)</ins>"
                    }
                }
                html += "</p>\n"
            }
        }
        html += "</div>\n"
        return html
    }

    private mutating func addSame(_ lines: [String], isFirst: Bool, isLast: Bool) {
        let head = isFirst ? 0 : Self.context
        let tail = isLast ? 0 : Self.context
        guard lines.count > head + tail + 2 else { return addLines(lines[...]) }
        addLines(lines.prefix(head))
        let folded = lines.dropFirst(head).dropLast(tail)
        self += "<details>\n<summary>\(folded.count) lines that did not change</summary>\n"
        addLines(folded)
        self += "</details>\n"
        addLines(lines.suffix(tail))
    }

    private mutating func addLines(_ lines: ArraySlice<String>) {
        for line in lines where !line.isEmpty { self += "<p>\(line)</p>\n" }
    }
}
