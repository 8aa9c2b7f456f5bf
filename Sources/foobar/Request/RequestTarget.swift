import Foundation

/// The address of a request, taken apart as nginx takes it apart.
struct RequestTarget {
    /// As it was given, from the path on: REQUEST_URI.
    let uri: String
    /// Decoded, without `.`, `..` and empty segments.
    let path: String
    let query: String
    /// `localhost` and port 8080, where the address is only a path.
    let host: String
    let port: Int
    let isSecure: Bool

    /// - Parameter text: a path with or without a query, or a whole URL.
    /// - Throws: `RequestTargetError` for what nginx would answer with 400.
    init(_ text: String) throws {
        var rest = text[...]
        if let scheme = ["http://", "https://"].first(where: { text.lowercased().hasPrefix($0) }) {
            rest = rest.dropFirst(scheme.count)
            let authority = rest.prefix { $0 != "/" && $0 != "?" && $0 != "#" }
            rest = rest[authority.endIndex...]
            isSecure = scheme == "https://"
            let name = authority.prefix { $0 != ":" }
            guard !name.isEmpty else { throw RequestTargetError(target: text, problem: "it has no host") }
            host = String(name)
            let digits = authority.dropFirst(name.count + 1)
            guard let number = digits.isEmpty ? (isSecure ? 443 : 80) : UInt16(digits).map(Int.init) else {
                throw RequestTargetError(target: text, problem: "its port is not a number")
            }
            port = number
            if !rest.hasPrefix("/") { rest = "/" + rest }
        } else {
            (host, port, isSecure) = ("localhost", 8080, false)
        }
        guard rest.hasPrefix("/") else { throw RequestTargetError(target: text, problem: "a path starts with /") }
        uri = String(rest.prefix { $0 != "#" })
        let encoded = uri.prefix { $0 != "?" }
        query = String(uri[encoded.endIndex...].dropFirst())
        guard let resolved = Self.resolve(encoded) else {
            throw RequestTargetError(target: text, problem: "its path has a bad %-escape or climbs above /")
        }
        path = resolved
    }

    /// The address of `target`, a path or a whole URL, at a site.
    /// - Parameter site: a URL without a path.
    /// - Throws: `RequestTargetError`.
    static func address(of target: String, at site: String) throws -> String {
        let origin = try RequestTarget(site)
        guard site.contains("://"), origin.uri == "/" else {
            throw RequestTargetError(target: site, problem: "a site's is like http://localhost:8080")
        }
        return "\(origin.isSecure ? "https" : "http")://\(origin.authority)\(try RequestTarget(target).uri)"
    }

    /// Host and port, without the port that the scheme has anyway: what a Host header says.
    var authority: String { port == (isSecure ? 443 : 80) ? host : "\(host):\(port)" }

    /// Decoded first: `%2e%2e%2f` climbs as `../` does, and `%2F` parts segments.
    private static func resolve(_ encoded: Substring) -> String? {
        guard let decoded = encoded.removingPercentEncoding ?? latin(encoded), !decoded.utf8.contains(0) else {
            return nil
        }
        var segments: [Substring] = []
        let parts = decoded.split(separator: "/", omittingEmptySubsequences: false).dropFirst()
        for part in parts where !part.isEmpty && part != "." {
            if part != ".." {
                segments.append(part)
            } else if segments.popLast() == nil {
                return nil
            }
        }
        let endsAsFolder = ["", ".", ".."].contains(parts.last) && !segments.isEmpty
        return "/" + segments.joined(separator: "/") + (endsAsFolder ? "/" : "")
    }

    /// Escapes that make no UTF-8: such bytes name no program, and reach it as they can be shown.
    private static func latin(_ encoded: Substring) -> String? {
        var bytes: [UInt8] = []
        var rest = encoded.utf8[...]
        while let byte = rest.popFirst() {
            guard byte == UInt8(ascii: "%") else {
                bytes.append(byte)
                continue
            }
            guard rest.count >= 2, let value = UInt8(String(Substring(rest.prefix(2))), radix: 16) else { return nil }
            bytes.append(value)
            rest = rest.dropFirst(2)
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}
