/// Where a page of a list ends: paging goes on from a row, so that the last page costs what the first does.
///
/// Written in addresses as `1426766400-123`.
public struct PageKey: Sendable, Equatable {
    /// Seconds since 1970.
    public var sortAt: Int
    public var id: Int

    public init(sortAt: Int, id: Int) {
        self.sortAt = sortAt
        self.id = id
    }

    /// Reads the form of addresses; nil where `text` isn't one.
    public init?(_ text: String) {
        guard let dash = text.lastIndex(of: "-"), dash != text.startIndex,
            let sortAt = Int(text[..<dash]), let id = Int(text[text.index(after: dash)...]), id >= 0
        else { return nil }
        self.init(sortAt: sortAt, id: id)
        // A page has one address.
        if self.text != text { return nil }
    }

    public var text: String { "\(sortAt)-\(id)" }
}
