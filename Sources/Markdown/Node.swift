/// An element or a piece of text, with what is in it.
struct Node {
    var element: Element
    /// The characters, where this is text; else empty.
    var text: [UInt8] = []
    var attributes: [Attribute] = []
    var children: [Node] = []
    /// Whether something in it, at any depth, is no phrasing content.
    var hasBlock = false

    struct Attribute {
        var name: String
        var value: [UInt8]
    }

    init(_ element: Element, attributes: [Attribute] = [], children: [Node] = []) {
        self.element = element
        self.attributes = attributes
        self.children = children
        hasBlock = children.contains { $0.hasBlock || !$0.element.isPhrasing }
    }

    init(text: [UInt8]) {
        element = .text
        self.text = text
    }

    init(text: String) {
        self.init(text: Array(text.utf8))
    }

    subscript(name: String) -> [UInt8]? {
        get { attributes.first { $0.name == name }?.value }
        set {
            let index = attributes.firstIndex { $0.name == name }
            switch (index, newValue) {
            case (let index?, let value?): attributes[index].value = value
            case (let index?, nil): attributes.remove(at: index)
            case (nil, let value?): attributes.append(Attribute(name: name, value: value))
            case (nil, nil): break
            }
        }
    }

    /// White space as HTML collapses it. A no-break space is not among it.
    var isBlank: Bool { element == .text && text.allSatisfy(\.isHTMLSpace) }

    func with(children: [Node]) -> Node {
        var copy = Node(element, attributes: attributes, children: children)
        copy.text = text
        return copy
    }
}

extension [Node] {
    /// Appends a node, joining text to text.
    mutating func add(_ node: Node) {
        if node.element == .text {
            if node.text.isEmpty { return }
            if let last = indices.last, self[last].element == .text {
                self[last].text += node.text
                return
            }
        }
        append(node)
    }

    mutating func add(contentsOf nodes: [Node]) {
        for node in nodes { add(node) }
    }

    /// The same without ids: an anchor that was nothing else then means nothing.
    var withoutIdentifiers: [Node] {
        map { node in
            var node = node
            node["id"] = nil
            node.children = node.children.withoutIdentifiers
            return node
        }
    }

    /// Whether a reader would see nothing: white space, no-break spaces and line breaks alone.
    var isInvisible: Bool {
        allSatisfy { node in
            switch node.element {
            case .text: node.text.isInvisible
            case .br, .wbr: true
            case .img, .input, .hr: false
            case .a where node["id"] != nil: false
            default: node.children.isInvisible
            }
        }
    }
}

extension UInt8 {
    var isHTMLSpace: Bool { self == 0x20 || (self >= 0x09 && self <= 0x0D && self != 0x0B) }
    var isASCIILetter: Bool { (self | 0x20) >= 0x61 && (self | 0x20) <= 0x7A }
    var isASCIIDigit: Bool { self >= 0x30 && self <= 0x39 }
    var isHexDigit: Bool { isASCIIDigit || ((self | 0x20) >= 0x61 && (self | 0x20) <= 0x66) }
    var lowercasedASCII: UInt8 { self >= 0x41 && self <= 0x5A ? self | 0x20 : self }
}

extension [UInt8] {
    /// A C string without what no HTML document may hold: control characters, U+FFFE and U+FFFF.
    init(permittedIn text: UnsafePointer<CChar>) {
        self = []
        var next = text
        func peek(_ offset: Int) -> UInt8 { UInt8(bitPattern: next[offset]) }
        while next.pointee != 0 {
            let byte = peek(0)
            if byte == 0xC2, peek(1) >= 0x80, peek(1) < 0xA0 {
                next += 2
            } else if byte == 0xEF, peek(1) == 0xBF, peek(2) >= 0xBE {
                next += 3
            } else {
                if byte == 0x0D {
                    append(0x0A)
                } else if byte >= 0x20 && byte != 0x7F || byte == 0x09 || byte == 0x0A {
                    append(byte)
                }
                next += 1
            }
        }
    }

    /// Only white space and no-break spaces (U+00A0).
    var isInvisible: Bool {
        var index = 0
        while index < count {
            if self[index].isHTMLSpace {
                index += 1
            } else if self[index] == 0xC2, index + 1 < count, self[index + 1] == 0xA0 {
                index += 2
            } else {
                return false
            }
        }
        return true
    }

    var trimmed: [UInt8] {
        guard let first = firstIndex(where: { !$0.isHTMLSpace }),
            let last = lastIndex(where: { !$0.isHTMLSpace })
        else { return [] }
        return Array(self[first...last])
    }
}
