/// A tag or category as a post names it.
public struct TagName: Sendable, Equatable {
    public enum Kind: String, Sendable { case tag, category }

    public var slug: String
    public var name: String
    public var kind: Kind

    public init(slug: String, name: String, kind: Kind = .tag) {
        self.slug = slug
        self.name = name
        self.kind = kind
    }

    /// As the databases keep it.
    var line: String { "\(oneLine(slug))\t\(oneLine(name))" }
}
