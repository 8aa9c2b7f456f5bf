import Foundation

extension RouteDeclaration {
    /// How many lines of a script are looked at.
    private static let headLines = 30

    /// The declaration in a comment at the head of a script:
    ///
    ///     # foobar: methods=GET,HEAD pool=quick cache=page query=page body=65536 reads=site writes=site help=Counts visits.
    ///
    /// Each part may be left out; `help` is the last and takes the rest of the line. `#`, `//`, `/*`, `--`, `;` and `%`
    /// begin comments. nil where there is none.
    /// - Throws: `RouteDeclarationError` for what it does not mean.
    static func inComment(of text: some StringProtocol, name: String) throws -> RouteDeclaration? {
        let lines = text.split(separator: "\n", maxSplits: headLines, omittingEmptySubsequences: false).prefix(headLines)
        for line in lines {
            let words = line.drop { "#/*-;% \t".contains($0) }
            guard words.count < line.count, words.hasPrefix("foobar:") else { continue }
            return try RouteDeclaration(name: name, words.dropFirst("foobar:".count))
        }
        return nil
    }

    private init(name: String, _ text: some StringProtocol) throws {
        self.name = name
        var rest = text.drop(while: \.isWhitespace)
        while !rest.isEmpty {
            let key = rest.prefix { $0 != "=" && !$0.isWhitespace }
            guard rest[key.endIndex...].hasPrefix("=") else {
                throw RouteDeclarationError(name: name, problem: "'\(key)' should be like pool=slow")
            }
            if key == "help" {
                help = String(rest.dropFirst(5)).trimmed(ofEnd: "*/")
                return
            }
            let value = rest[key.endIndex...].dropFirst().prefix { !$0.isWhitespace }
            try set(String(key), String(value))
            rest = rest[value.endIndex...].drop { $0.isWhitespace }
            if rest.hasPrefix("*/") { return }
        }
    }

    private mutating func set(_ key: String, _ value: String) throws {
        let list = value.split(separator: ",").map(String.init)
        switch key {
        case "methods":
            guard !list.isEmpty, list.allSatisfy({ $0.utf8.allSatisfy { (65...90).contains($0) } }) else {
                throw RouteDeclarationError(name: name, problem: "methods=\(value) should be like methods=GET,HEAD")
            }
            methods = list
        case "pool": pool = try one(of: Pool.allCases, key, value)
        case "cache": cache = try one(of: Cache.allCases, key, value)
        case "query":
            guard list == ["*"] || list.count == RouteDeclaration(name: name, query: list).fields.count else {
                throw RouteDeclarationError(name: name, problem: "query=\(value) should be like query=page,tag, in a-z and _, or *")
            }
            query = list
        case "reads": reads = try stores(key, list)
        case "writes": writes = try stores(key, list)
        case "body":
            guard let bytes = Int(value), bytes >= 0 else {
                throw RouteDeclarationError(name: name, problem: "body=\(value) should be a number of bytes")
            }
            body = bytes
        default:
            throw RouteDeclarationError(
                name: name, problem: "'\(key)' is none of methods, pool, cache, query, reads, writes, body, help")
        }
    }

    private func one<Value: RawRepresentable<String>>(of values: [Value], _ key: String, _ value: String) throws -> Value {
        guard let found = Value(rawValue: value) else {
            let names = values.map(\.rawValue).joined(separator: ", ")
            throw RouteDeclarationError(name: name, problem: "\(key)=\(value) is none of \(names)")
        }
        return found
    }

    private func stores(_ key: String, _ list: [String]) throws -> [String] {
        guard list.allSatisfy({ ["site", "members"].contains($0) }) else {
            throw RouteDeclarationError(
                name: name, problem: "\(key)=\(list.joined(separator: ",")) has more than site and members")
        }
        return list
    }
}

extension String {
    /// Without spaces around it, and without what ends a comment.
    fileprivate func trimmed(ofEnd mark: String) -> String {
        let text = trimmingCharacters(in: .whitespaces)
        return text.hasSuffix(mark) ? text.dropLast(mark.count).trimmingCharacters(in: .whitespaces) : text
    }
}
