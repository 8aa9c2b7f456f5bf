import Yams

/// What stands above the text of a Markdown file: YAML between `---`, TOML between `+++`, or JSON.
struct FrontMatter {
    private let values: [String: Yams.Node]
    /// The text below.
    let body: String

    /// - Throws: `ImportError` where it is there and can't be read.
    init(_ text: String) throws {
        let text = text.hasPrefix("\u{FEFF}") ? String(text.dropFirst()) : text
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false).map { $0.hasSuffix("\r") ? $0.dropLast() : $0 }
        let first = lines.first.map(String.init) ?? ""
        let opening = first.trimmingSuffix()
        if opening.hasPrefix("---") || opening == "+++" {
            let mark = String(opening.prefix(3))
            guard let end = lines.indices.dropFirst().first(where: { lines[$0].trimmingSuffix() == mark || (mark == "---" && lines[$0].trimmingSuffix() == "...") })
            else {
                values = [:]
                body = text
                return
            }
            let header = lines[1..<end].joined(separator: "\n")
            body = lines[(end + 1)...].joined(separator: "\n")
            values = try mark == "+++" ? Self.yaml(TOMLHeader.yaml(of: header)) : Self.yaml(header)
            return
        }
        if opening == "{", let end = lines.indices.dropFirst().first(where: { lines[$0].trimmingSuffix() == "}" }) {
            // JSON is YAML.
            values = try Self.yaml(lines[...end].joined(separator: "\n").replacing("\t", with: " "))
            body = lines[(end + 1)...].joined(separator: "\n")
            return
        }
        values = [:]
        body = text
    }

    var isEmpty: Bool { values.isEmpty }

    private static func yaml(_ text: String) throws -> [String: Yams.Node] {
        let node: Yams.Node?
        do {
            node = try Yams.compose(yaml: text)
        } catch let error as YamlError {
            let line: String
            switch error {
            case .scanner(_, let problem, let mark, _), .parser(_, let problem, let mark, _),
                .composer(_, let problem, let mark, _):
                line = "\(problem), line \(mark.line + 1)"
            default: line = "\(error)".split(separator: "\n").first.map(String.init) ?? ""
            }
            throw ImportError("its front matter is no valid YAML (\(line))")
        }
        guard let mapping = node?.mapping else {
            if node == nil || node?.null != nil { return [:] }
            throw ImportError("its front matter is no list of names and values")
        }
        var values: [String: Yams.Node] = [:]
        for (key, value) in mapping {
            if let name = key.scalar?.string.lowercased(), values[name] == nil { values[name] = value }
        }
        return values
    }

    /// A value as it was written; nil where it is not there, empty, null or a list.
    func string(_ name: String) -> String? {
        guard let scalar = values[name]?.scalar else { return nil }
        if scalar.style == .plain, ["null", "~", "Null", "NULL"].contains(scalar.string) { return nil }
        let text = scalar.string.trimmingSuffix()
        return text.isEmpty ? nil : text
    }

    func bool(_ name: String) -> Bool? {
        guard let text = string(name)?.lowercased() else { return nil }
        if ["true", "yes", "on", "1"].contains(text) { return true }
        return ["false", "no", "off", "0"].contains(text) ? false : nil
    }

    /// A list, or the one value; words between commas are a list too.
    func strings(_ name: String, separator: Character? = nil) -> [String] {
        guard let node = values[name] else { return [] }
        if let sequence = node.sequence {
            return sequence.compactMap { item in
                if let text = item.scalar?.string { return text.trimmingSuffix() }
                // Some name their authors with more than a name.
                return item.mapping.flatMap { $0["name"]?.scalar?.string }
            }.filter { !$0.isEmpty }
        }
        if let mapping = node.mapping { return (mapping["name"] ?? mapping["src"])?.scalar.map { [$0.string] } ?? [] }
        guard let text = string(name) else { return [] }
        guard let separator else { return [text] }
        return text.split(separator: separator).map { String($0.drop { $0 == " " }).trimmingSuffix() }.filter { !$0.isEmpty }
    }
}

/// The simple part of TOML that front matter is written in, as YAML.
enum TOMLHeader {
    static func yaml(of header: String) throws -> String {
        var lines: [String] = []
        var isNested = false
        for line in header.split(separator: "\n").map({ String($0.drop { $0 == " " }).trimmingSuffix() }) {
            if line.isEmpty || line.hasPrefix("#") { continue }
            if line.hasPrefix("[") {
                // Zola keeps tags in a table of that name; Hugo keeps nothing we need in tables.
                isNested = line != "[taxonomies]" && line != "[extra]"
                continue
            }
            if isNested { continue }
            guard let equals = line.firstIndex(of: "=") else {
                throw ImportError("its TOML front matter goes over more than one line (\(line.prefix(40)))")
            }
            let key = line[..<equals].trimmingSuffix()
            let value = line[line.index(after: equals)...].drop { $0 == " " }
            if value.hasPrefix("\"\"\"") || value.hasPrefix("'''") || (value.hasPrefix("[") && !value.hasSuffix("]")) {
                throw ImportError("its TOML front matter goes over more than one line (\(key))")
            }
            lines.append("\(key): \(value)")
        }
        return lines.joined(separator: "\n")
    }
}

extension StringProtocol {
    /// Without white space at the end.
    func trimmingSuffix() -> String {
        var text = Substring(self)
        while text.last?.isWhitespace == true { text.removeLast() }
        return String(text)
    }

    /// Without white space at both ends.
    func trimmed() -> String {
        String(Substring(self).drop { $0.isWhitespace }).trimmingSuffix()
    }
}
