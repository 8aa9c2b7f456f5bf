/// An address that something had before it came here: a path, decoded and without a slash at its end, and
/// a query.
public struct OldAddress: Sendable, Equatable {
    public let path: String
    public let query: String

    /// - Parameters:
    ///   - path: decoded; slashes at its end do not count.
    ///   - query: as it stands in the address, without the question mark.
    public init(path: String, query: String = "") {
        var path = path
        while path.utf8.count > 1 && path.utf8.last == UInt8(ascii: "/") { path.removeLast() }
        self.path = path.isEmpty ? "/" : path
        self.query = query
    }

    /// The key under which an import keeps it.
    public var key: String { query.isEmpty ? path : "\(path)?\(query)" }

    /// The keys to look for, the most exact first. A query alone may be tracking that was hung on a link.
    var keys: [String] { query.isEmpty ? [path] : [key, path] }
}
