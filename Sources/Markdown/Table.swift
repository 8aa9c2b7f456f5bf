/// Tables: their parts in order, their spans within the grid, and something around them that scrolls.
enum Table {
    static func repaired(_ table: Node, wrappers: [Node]) -> [Node] {
        var caption: Node?
        var head: [Node] = []
        var bodies: [Node] = []
        var foot: [Node] = []
        var strayRows: [Node] = []
        for part in table.children {
            switch part.element {
            case .caption:
                let content = ContentModel.phrased(part.children, wrappers: wrappers)
                if caption == nil, !content.isEmpty { caption = part.with(children: content) }
            case .tr: if let row = row(part, wrappers) { strayRows.append(row) }
            case .thead, .tbody, .tfoot:
                let rows = part.children.compactMap { $0.element == .tr ? row($0, wrappers) : nil }
                guard !rows.isEmpty else { continue }
                let section = part.with(children: rows)
                if part.element == .thead, head.isEmpty {
                    head = [section]
                } else if part.element == .tfoot, foot.isEmpty {
                    foot = [section]
                } else {
                    bodies.append(Node(.tbody, children: rows))
                }
            default: continue
            }
        }
        if !strayRows.isEmpty { bodies.append(Node(.tbody, children: strayRows)) }
        var sections = head + bodies + foot
        if sections.isEmpty { return caption.map { [Node(.p, children: $0.children)] } ?? [] }
        if !isRegular(sections) { sections = sections.map(withoutSpans) }
        let whole = table.with(children: (caption.map { [$0] } ?? []) + sections)
        var scroll = Node(.div, children: [whole])
        scroll["class"] = Array("scroll".utf8)
        return [scroll]
    }

    private static func row(_ row: Node, _ wrappers: [Node]) -> Node? {
        let cells = row.children.compactMap { cell -> Node? in
            guard cell.element == .td || cell.element == .th else { return nil }
            guard cell.element == .td else {
                return cell.with(children: ContentModel.phrased(cell.children, wrappers: wrappers))
            }
            return cell.with(children: ContentModel.flow(cell.children, paragraphs: false, wrappers: wrappers))
        }
        return cells.isEmpty ? nil : row.with(children: cells)
    }

    private static func span(_ cell: Node, _ name: String) -> Int {
        cell[name].flatMap { Int(String(decoding: $0, as: UTF8.self)) } ?? 1
    }

    /// The widest grid that is looked at with its spans.
    private static let widest = 200

    /// Whether every row and every column has a cell that begins in it, no cells overlap, none leaves its section, and
    /// no row is wider than the first (HTML, section 4.9.12: forming a table).
    private static func isRegular(_ sections: [Node]) -> Bool {
        let hasSpans = sections.contains { $0.children.contains { $0.children.contains { $0["colspan"] != nil || $0["rowspan"] != nil } } }
        if !hasSpans { return true }
        var begun: Set<Int> = []
        var width = 0
        for section in sections {
            var taken: [Int: Int] = [:]
            for (index, row) in section.children.enumerated() {
                var column = 0
                for cell in row.children {
                    while taken[column, default: 0] > 0 { column += 1 }
                    begun.insert(column)
                    let rows = span(cell, "rowspan")
                    if index + rows > section.children.count { return false }
                    for _ in 0..<span(cell, "colspan") {
                        if taken[column, default: 0] > 0 || column >= widest { return false }
                        taken[column] = rows
                        column += 1
                    }
                }
                let rowWidth = (taken.filter { $0.value > 0 }.keys.max() ?? -1) + 1
                if width == 0 { width = rowWidth }
                if rowWidth > width { return false }
                for key in taken.keys { taken[key, default: 1] -= 1 }
            }
        }
        return begun.count == width
    }

    private static func withoutSpans(_ section: Node) -> Node {
        section.with(
            children: section.children.map { row in
                row.with(
                    children: row.children.map { cell in
                        var cell = cell
                        cell["colspan"] = nil
                        cell["rowspan"] = nil
                        return cell
                    })
            })
    }
}
