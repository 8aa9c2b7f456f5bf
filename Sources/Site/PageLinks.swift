/// What stands on both sides of a page of a list.
public struct PageLinks: Sendable, Equatable {
    /// Where the page after this one goes on; nil where this is the last.
    public var older: PageKey?
    /// The page before this one.
    public var newer: Newer

    /// Whether the list has no other page.
    public var isSinglePage: Bool { older == nil && newer == .none }

    public enum Newer: Sendable, Equatable {
        /// This is the first page.
        case none
        /// The list's own address.
        case first
        case page(PageKey)
    }
}
