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
