/// What depends on the whole: levels of headings, ids and the links to them.
struct Finisher {
    private let policy: Policy
    private var identifiers = Identifiers()
    /// The levels, as the source had them, of the headings that the next one may stand under.
    private var outline: [Int] = []

    init(policy: Policy) {
        self.policy = policy
    }

    mutating func finish(_ nodes: [Node]) -> [Node] {
        var nodes = nodes
        level(&nodes)
        if policy.keepsIdentifiers {
            reserve(&nodes)
            name(&nodes)
        }
        link(&nodes)
        reach(&nodes)
        return nodes
    }

    private mutating func level(_ nodes: inout [Node]) {
        for index in nodes.indices {
            if let level = nodes[index].element.headingLevel {
                while let last = outline.last, last >= level { outline.removeLast() }
                outline.append(level)
                nodes[index].element = .heading(level: policy.topHeading + outline.count - 1)
            } else if !nodes[index].element.isPhrasing {
                level(&nodes[index].children)
            }
        }
    }

    private mutating func reserve(_ nodes: inout [Node]) {
        for index in nodes.indices {
            if let id = nodes[index]["id"] { nodes[index]["id"] = identifiers.reserve(id) }
            reserve(&nodes[index].children)
        }
    }

    private mutating func name(_ nodes: inout [Node]) {
        for index in nodes.indices where !nodes[index].element.isPhrasing {
            if nodes[index].element.headingLevel == nil {
                name(&nodes[index].children)
            } else if nodes[index]["id"] == nil {
                var serializer = Serializer()
                serializer.write(nodes[index].children)
                let anchor = Identifiers.anchor(of: PlainText.bytes(of: serializer.output, limit: 200))
                nodes[index]["id"] = identifiers.reserve(anchor.isEmpty ? Array("section".utf8) : anchor)
            }
        }
    }

    /// Characters of a line that a window of 320 pixels has room for.
    private static let narrow = 35

    /// What scrolls sideways can be reached by the keyboard, whose arrows then move it.
    private func reach(_ nodes: inout [Node]) {
        for index in nodes.indices where !nodes[index].element.isPhrasing {
            let isWide = switch nodes[index].element {
            case .pre: nodes[index].hasLine(longerThan: Self.narrow)
            case .div: nodes[index]["class"] == Array("scroll".utf8) && nodes[index].hasRow(longerThan: Self.narrow)
            default: false
            }
            if isWide { nodes[index]["tabindex"] = [UInt8(ascii: "0")] }
            reach(&nodes[index].children)
        }
    }

    private func link(_ nodes: inout [Node]) {
        for index in nodes.indices {
            if nodes[index].element == .a, let address = nodes[index]["href"] {
                if address.first == UInt8(ascii: "#") {
                    let target = Identifiers.clean(WebAddress.decoded(address.dropFirst()))
                    if !target.isEmpty, identifiers.contains(target) {
                        nodes[index]["href"] = [UInt8(ascii: "#")] + Identifiers.prefixed(target)
                    }
                } else if policy.distrustsLinks {
                    nodes[index]["rel"] = Array("nofollow ugc".utf8)
                }
            }
            link(&nodes[index].children)
        }
    }
}

extension Node {
    /// Whether a line of its text has more characters than that. Stops where that is known.
    fileprivate func hasLine(longerThan limit: Int) -> Bool {
        var length = 0
        return hasLine(longerThan: limit, &length)
    }

    private func hasLine(longerThan limit: Int, _ length: inout Int) -> Bool {
        if element == .br { length = 0 }
        for byte in text {
            switch byte {
            case UInt8(ascii: "\n"): length = 0
            case UInt8(ascii: "\t"): length += 4
            // The bytes of a character but for its first.
            case 0x80..<0xC0: break
            default: length += 1
            }
            if length > limit { return true }
        }
        return children.contains { $0.hasLine(longerThan: limit, &length) }
    }

    /// Whether a row of the tables in it can have more characters than that. Words wrap within a cell, so it may have fewer.
    fileprivate func hasRow(longerThan limit: Int) -> Bool {
        guard element == .tr else { return children.contains { $0.hasRow(longerThan: limit) } }
        // Some room between cells.
        var length = 0
        return children.contains { cell in
            length += 3
            return cell.hasLine(longerThan: limit, &length)
        }
    }
}
