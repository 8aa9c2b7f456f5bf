import Foundation
import Site

/// The key of an old address: its path, decoded, with its query where that is what tells posts apart.
enum OldPath {
    /// - Parameter address: a path or a whole address; nil where it has neither path nor query.
    static func key(_ address: String) -> String? {
        let address = address.trimmed()
        var rest = address[...]
        if let scheme = rest.range(of: "://") {
            rest = rest[scheme.upperBound...]
            rest = rest.firstIndex { $0 == "/" || $0 == "?" }.map { rest[$0...] } ?? "/"
        } else if !rest.hasPrefix("/") {
            rest = "/" + rest
        }
        rest = rest.prefix { $0 != "#" }
        let parts = rest.split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false)
        // As nginx asks for it: slashes that follow one another are one.
        let path = "/" + parts[0].split(separator: "/").joined(separator: "/")
        let query = parts.count > 1 ? String(parts[1]) : ""
        let old = OldAddress(path: path.removingPercentEncoding ?? path, query: query)
        return old.path == "/" && query.isEmpty ? nil : old.key
    }
}
