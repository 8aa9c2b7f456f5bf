import CGumbo

/// Gumbo's tree by the list of what is allowed: the elements, their attributes, the schemes of their addresses.
enum Reader {
    /// Elements deeper than this are left out, and what is in them moves up.
    private static let deepest = 64

    static func nodes(of html: [UInt8]) -> [Node] {
        if html.isEmpty { return [] }
        return Arena.parse(html) { children in read(children, depth: 0) } ?? []
    }

    private static func read(_ children: GumboVector, depth: Int) -> [Node] {
        var result: [Node] = []
        for index in 0..<Int(children.length) {
            guard let pointer = children.data?[index] else { continue }
            let node = pointer.assumingMemoryBound(to: GumboNode.self)
            switch node.pointee.type {
            case GUMBO_NODE_TEXT, GUMBO_NODE_WHITESPACE, GUMBO_NODE_CDATA:
                if let text = node.pointee.v.text.text { result.add(Node(text: [UInt8](permittedIn: text))) }
            case GUMBO_NODE_ELEMENT:
                result.add(contentsOf: read(node, depth: depth))
            default: break
            }
        }
        return result
    }

    private static func read(_ node: UnsafeMutablePointer<GumboNode>, depth: Int) -> [Node] {
        let element = node.pointee.v.element
        guard element.tag_namespace == GUMBO_NAMESPACE_HTML, let tagName = gumbo_normalized_tagname(element.tag) else {
            return []
        }
        let name = String(cString: tagName)
        let source = Attributes(element.attributes)
        switch name {
        case "iframe", "embed":
            return Embed.link(to: source["src"] ?? source["data-src"], title: source["title"]).map { [$0] } ?? []
        case "video", "audio":
            let address = source["src"] ?? sourceAddress(element.children)
            return Embed.link(to: address, title: source["title"], media: name).map { [$0] } ?? []
        case "html", "body":
            return read(element.children, depth: depth)
        default: break
        }
        guard let kind = Element.named(name) else { return read(element.children, depth: depth) }
        if kind == .group, source.classes.contains("scroll") {
            return [Node(.group, children: read(element.children, depth: depth))]
        }
        if depth >= deepest {
            let children = read(element.children, depth: depth)
            if kind.isPhrasing { return kind.isVoid ? [] : children }
            return [Node(.group, children: children)]
        }
        switch kind {
        case .img: return image(source).map { [$0] } ?? []
        case .br, .hr, .wbr: return [Node(kind)]
        case .input:
            guard source["type"] == Array("checkbox".utf8) else { return [] }
            var box = Node(.input)
            box["type"] = Array("checkbox".utf8)
            let isChecked = source["checked"] != nil
            if isChecked { box["checked"] = [] }
            box["disabled"] = []
            // What a screen reader calls it; what is to be done stands beside it.
            box["aria-label"] = Array((isChecked ? "Done" : "Not done").utf8)
            return [box]
        default: break
        }
        let children = read(element.children, depth: depth + 1)
        let read = Node(kind, attributes: [], children: children)
        return [source.apply(to: read)]
    }

    private static func sourceAddress(_ children: GumboVector) -> [UInt8]? {
        for index in 0..<Int(children.length) {
            guard let node = children.data?[index]?.assumingMemoryBound(to: GumboNode.self),
                node.pointee.type == GUMBO_NODE_ELEMENT
            else { continue }
            if let address = Attributes(node.pointee.v.element.attributes)["src"] { return address }
        }
        return nil
    }

    private static func image(_ source: Attributes) -> Node? {
        var address = source["src"]
        // Pages that load images late keep the address aside.
        if address.map({ $0.isEmpty || $0.starts(with: "data:".utf8) }) ?? true { address = source["data-src"] }
        let alt = source["alt"] ?? []
        guard let address, let clean = WebAddress.clean(address, mail: false), !clean.isEmpty else {
            return alt.isInvisible ? nil : Node(text: alt)
        }
        // A picture of one pixel counts readers.
        if source["width"] == [UInt8(ascii: "1")], source["height"] == [UInt8(ascii: "1")] { return nil }
        var image = Node(.img)
        image["src"] = clean
        image["alt"] = alt
        if let title = source["title"], !title.isEmpty { image["title"] = title }
        for name in ["width", "height"] {
            if let value = source[name], let size = Attributes.number(value), size > 0, size < 100_000 {
                image[name] = Array(String(size).utf8)
            }
        }
        if let side = source.alignment { image["class"] = Array(side.utf8) }
        image["loading"] = Array("lazy".utf8)
        return image
    }
}
