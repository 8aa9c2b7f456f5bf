/// Puts nodes in the order that the content models of HTML ask for (HTML, section 4): blocks out of lines of text,
/// stray list items into lists, captions into their place.
enum ContentModel {
    /// Flow content: what may stand in a body, a block quote, a list item.
    ///
    /// - Parameter paragraphs: whether lines of text that stand among the blocks become paragraphs.
    /// - Parameter wrappers: phrasing elements that the source had put around blocks; each line of text gets them.
    static func flow(_ nodes: [Node], paragraphs: Bool, wrappers: [Node] = []) -> [Node] {
        var result: [Node] = []
        var line: [Node] = []
        func flush() {
            let content = phrased(line, wrappers: wrappers)
            line = []
            guard !content.isInvisible else { return }
            if paragraphs { result.append(Node(.p, children: content)) } else { result.add(contentsOf: content) }
        }
        for node in gathered(nodes) {
            if node.element.isPhrasing {
                guard node.hasBlock else {
                    line.add(node)
                    continue
                }
                flush()
                let repeats = node.element.isIdempotent && means(node) && !wrappers.contains { $0.element == node.element }
                result += flow(
                    node.children, paragraphs: paragraphs,
                    wrappers: repeats ? wrappers + [node.with(children: [])] : wrappers)
            } else {
                flush()
                result += block(node, wrappers: wrappers)
            }
        }
        flush()
        return result
    }

    private static func block(_ node: Node, wrappers: [Node]) -> [Node] {
        switch node.element {
        case .p:
            if node.hasBlock { return flow(node.children, paragraphs: true, wrappers: wrappers) }
            let content = phrased(node.children, wrappers: wrappers)
            return content.isInvisible ? [] : [node.with(children: content)]
        case .h1, .h2, .h3, .h4, .h5, .h6:
            let content = phrased(node.children, wrappers: wrappers)
            return content.isInvisible ? [] : [node.with(children: content)]
        case .pre:
            let content = phrasing(node.children, inside: [])
            return content.allSatisfy(\.isBlank) ? [] : [node.with(children: content)]
        case .blockquote:
            let content = flow(node.children, paragraphs: true, wrappers: wrappers)
            return content.isEmpty ? [] : [node.with(children: content)]
        case .ul, .ol: return list(node, wrappers: wrappers)
        case .dl: return descriptions(node, wrappers: wrappers)
        case .table: return Table.repaired(node, wrappers: wrappers)
        case .figure: return figure(node, wrappers: wrappers)
        case .details: return details(node, wrappers: wrappers)
        case .hr: return [node]
        default:
            let content = flow(node.children, paragraphs: true, wrappers: wrappers)
            if content.isEmpty { return [] }
            let means = node["dir"] != nil || node["lang"] != nil || node["class"] != nil
            var kept = Node(.div, attributes: node.attributes, children: content)
            kept["id"] = nil
            return means ? [kept] : content
        }
    }

    /// A line of text without the white space at its ends.
    static func phrased(_ nodes: [Node], wrappers: [Node]) -> [Node] {
        var content = trimmed(phrasing(nodes, inside: Set(wrappers.map(\.element))))
        guard !content.isInvisible else { return [] }
        for wrapper in wrappers.reversed() { content = [wrapper.with(children: content)] }
        return content
    }

    static func trimmed(_ nodes: [Node]) -> [Node] {
        func isEdge(_ node: Node) -> Bool { node.isBlank || node.element == .br }
        guard let start = nodes.firstIndex(where: { !isEdge($0) }), let end = nodes.lastIndex(where: { !isEdge($0) })
        else { return [] }
        var nodes = Array(nodes[start...end])
        if let first = nodes.first, first.element == .text { nodes[0].text = Array(first.text.drop(while: \.isHTMLSpace)) }
        if let last = nodes.last, last.element == .text {
            while nodes[nodes.count - 1].text.last?.isHTMLSpace == true { nodes[nodes.count - 1].text.removeLast() }
        }
        return nodes
    }

    /// Phrasing content: a line of text. Blocks in it dissolve, a space between them.
    static func phrasing(_ nodes: [Node], inside outer: Set<Element>) -> [Node] {
        var result: [Node] = []
        for node in nodes {
            switch node.element {
            case .text: result.add(node)
            case .br, .wbr, .img: result.append(node)
            case .input: if !outer.contains(.a) { result.append(node) }
            case .hr: continue
            case .ruby where node.children.contains { $0.element == .rt } && node.children.first?.element != .rt:
                result.append(node.with(children: annotated(node.children, inside: outer)))
            case let element where element.isPhrasing:
                result.add(contentsOf: phrase(node, inside: outer))
            default:
                separate(&result)
                result.add(contentsOf: phrasing(node.children, inside: outer))
                separate(&result)
            }
        }
        return result
    }

    /// Ends the line so far with white space.
    private static func separate(_ nodes: inout [Node]) {
        guard let last = nodes.last, last.element != .br, last.text.last?.isHTMLSpace != true else { return }
        nodes.add(Node(text: " "))
    }

    private static func phrase(_ node: Node, inside outer: Set<Element>) -> [Node] {
        let isRepeated = node.element.isIdempotent && outer.contains(node.element)
        var inner = outer
        inner.insert(node.element)
        let content = phrasing(node.children, inside: inner)
        if isRepeated || !means(node) { return content }
        if content.allSatisfy(\.isBlank) {
            return node.element == .a && node["id"] != nil ? [node.with(children: content)] : content
        }
        return [node.with(children: content)]
    }

    /// Whether a phrasing element says anything by itself, where it stands alone.
    private static func means(_ node: Node) -> Bool {
        switch node.element {
        case .rt, .rp, .ruby: false
        case .a: node["href"] != nil || node["id"] != nil
        case .span: node["dir"] != nil || node["lang"] != nil
        case .bdo: node["dir"] == Array("ltr".utf8) || node["dir"] == Array("rtl".utf8)
        default: true
        }
    }

    private static func annotated(_ nodes: [Node], inside outer: Set<Element>) -> [Node] {
        var result: [Node] = []
        for node in nodes {
            if node.element == .rt || node.element == .rp {
                result.append(node.with(children: phrasing(node.children, inside: outer.union([.ruby]))))
            } else {
                result.add(contentsOf: phrasing([node], inside: outer.union([.ruby])))
            }
        }
        while let last = result.last, last.element != .rt, last.element != .rp { result.removeLast() }
        return result
    }

    /// The same nodes with list items, terms and the like that stand without their list put into one.
    private static func gathered(_ nodes: [Node]) -> [Node] {
        func home(of element: Element) -> Element? {
            switch element {
            case .li: .ul
            case .dt, .dd: .dl
            default: nil
            }
        }
        guard nodes.contains(where: { home(of: $0.element) != nil }) else { return nodes }
        var result: [Node] = []
        for node in nodes {
            if let list = home(of: node.element) {
                if let last = result.indices.last, result[last].element == list {
                    result[last].children.append(node)
                } else {
                    result.append(Node(list, children: [node]))
                }
            } else if node.isBlank, let last = result.last, last.element == .ul || last.element == .dl {
                continue
            } else {
                result.append(node)
            }
        }
        return result
    }

    private static func list(_ node: Node, wrappers: [Node]) -> [Node] {
        var items: [Node] = []
        var stray: [Node] = []
        func flush() {
            let content = flow(stray, paragraphs: false, wrappers: wrappers)
            stray = []
            if !content.isEmpty { items.append(Node(.li, children: content)) }
        }
        for child in node.children {
            switch child.element {
            case .li:
                flush()
                var content = flow(child.children, paragraphs: false, wrappers: wrappers)
                if content.isEmpty, child["id"] != nil { content = [Node(text: "")] }
                if !content.isEmpty { items.append(child.with(children: content)) }
                if node.element == .ul, let last = items.indices.last { items[last]["value"] = nil }
            case .ul, .ol:
                flush()
                let nested = block(child, wrappers: wrappers)
                if let last = items.indices.last, !nested.isEmpty {
                    items[last] = items[last].with(children: items[last].children + nested)
                } else if !nested.isEmpty {
                    items.append(Node(.li, children: nested))
                }
            default:
                if !(child.isBlank && stray.isEmpty) { stray.add(child) }
            }
        }
        flush()
        return items.isEmpty ? [] : [node.with(children: items)]
    }

    private static func descriptions(_ node: Node, wrappers: [Node]) -> [Node] {
        var entries: [Node] = []
        var before: [Node] = []
        func add(_ child: Node) {
            switch child.element {
            case .dt: entries.append(child.with(children: phrased(child.children, wrappers: wrappers)))
            case .dd:
                let content = flow(child.children, paragraphs: false, wrappers: wrappers)
                if entries.isEmpty {
                    before += flow(child.children, paragraphs: true, wrappers: wrappers)
                } else {
                    entries.append(child.with(children: content))
                }
            case .group where child.children.contains { $0.element == .dt || $0.element == .dd }:
                for inner in child.children { add(inner) }
            default:
                guard !child.isBlank else { return }
                let content = flow([child], paragraphs: !entries.isEmpty, wrappers: wrappers)
                if content.isEmpty { return }
                if entries.isEmpty {
                    before += flow([child], paragraphs: true, wrappers: wrappers)
                } else {
                    entries.append(Node(.dd, children: content))
                }
            }
        }
        for child in node.children { add(child) }
        if entries.last?.element == .dt { entries.append(Node(.dd)) }
        return entries.isEmpty ? before : before + [node.with(children: entries)]
    }

    private static func figure(_ node: Node, wrappers: [Node]) -> [Node] {
        var caption: [Node] = []
        var rest: [Node] = []
        for child in node.children {
            if child.element == .figcaption {
                if !caption.isEmpty { caption.append(Node(text: " ")) }
                caption += child.children
            } else {
                rest.append(child)
            }
        }
        caption = flow(caption, paragraphs: false, wrappers: wrappers)
        // An editor that puts every line into a paragraph does it to pictures too.
        let content = flow(rest, paragraphs: false, wrappers: wrappers).flatMap { block in
            block.element == .p && block.children.allSatisfy(isPicture) ? block.children : [block]
        }
        if content.isEmpty { return flow(caption, paragraphs: true) }
        if caption.isEmpty, content.count == 1, content[0].element == .figure { return content }
        return [node.with(children: content + (caption.isEmpty ? [] : [Node(.figcaption, children: caption)]))]
    }

    private static func isPicture(_ node: Node) -> Bool {
        node.element == .img || node.isBlank || (node.element == .a && node.children.allSatisfy(isPicture))
    }

    private static func details(_ node: Node, wrappers: [Node]) -> [Node] {
        var summary: [Node] = []
        var rest: [Node] = []
        for child in node.children {
            if child.element == .summary, summary.isEmpty {
                summary = phrased(child.children, wrappers: wrappers)
            } else {
                rest.append(child)
            }
        }
        let content = flow(rest, paragraphs: true, wrappers: wrappers)
        if content.isEmpty { return summary.isEmpty ? [] : [Node(.p, children: summary)] }
        if summary.isEmpty { summary = [Node(text: "Details")] }
        return [node.with(children: [Node(.summary, children: summary)] + content)]
    }
}
