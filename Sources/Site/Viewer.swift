/// Whoever is signed in.
public struct Viewer: Sendable, Equatable {
    public let id: Int
    /// `[a-z0-9_-]{1,32}`
    public let name: String
    public let shown: String
    public let role: Role

    public init(id: Int, name: String, shown: String, role: Role) {
        self.id = id
        self.name = name
        self.shown = shown
        self.role = role
    }

    public var byline: Byline { Byline(name: name, shown: shown) }
}
