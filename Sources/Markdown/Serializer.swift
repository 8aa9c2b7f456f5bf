/// Writes nodes as HTML, a line for each block.
struct Serializer {
    private(set) var output: [UInt8] = []

    mutating func write(_ nodes: [Node]) {
        for node in nodes { write(node, preformatted: false) }
    }

    private mutating func write(_ node: Node, preformatted: Bool) {
        if node.element == .text {
            escape(node.text, quotes: false)
            return
        }
        let isBlock = !node.element.isPhrasing && !preformatted
        if isBlock, let last = output.last, last != UInt8(ascii: "\n") { output.append(UInt8(ascii: "\n")) }
        let name = Array(node.element.name.utf8)
        output.append(UInt8(ascii: "<"))
        output += name
        for attribute in node.attributes {
            output.append(UInt8(ascii: " "))
            output += attribute.name.utf8
            if attribute.value.isEmpty, Self.booleans.contains(attribute.name) { continue }
            output += "=\"".utf8
            escape(attribute.value, quotes: true)
            output.append(UInt8(ascii: "\""))
        }
        output.append(UInt8(ascii: ">"))
        if !node.element.isVoid {
            // A parser drops one line feed after <pre>.
            if node.element == .pre, Self.startsWithLineFeed(node.children) { output.append(UInt8(ascii: "\n")) }
            for child in node.children { write(child, preformatted: preformatted || node.element == .pre) }
            output += "</".utf8
            output += name
            output.append(UInt8(ascii: ">"))
        }
        if isBlock { output.append(UInt8(ascii: "\n")) }
    }

    private static let booleans: Set<String> = ["checked", "disabled", "open", "reversed"]

    private static func startsWithLineFeed(_ nodes: [Node]) -> Bool {
        nodes.first?.text.first == UInt8(ascii: "\n")
    }

    private mutating func escape(_ text: [UInt8], quotes: Bool) {
        for byte in text {
            switch byte {
            case UInt8(ascii: "&"): output += "&amp;".utf8
            case UInt8(ascii: "<"): output += "&lt;".utf8
            case UInt8(ascii: ">"): output += "&gt;".utf8
            case UInt8(ascii: "\"") where quotes: output += "&quot;".utf8
            default: output.append(byte)
            }
        }
    }
}
