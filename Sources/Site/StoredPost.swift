/// A post or page as it is kept, whatever its state: what its editor begins with.
public struct StoredPost: Sendable {
    public let id: Int
    /// All but its plain text, which no table has.
    public var draft: PostDraft
    public let commentCount: Int

    /// Whether everyone can see it at `now`, or could for a while: its address may have been passed on.
    public var wasPublic: Bool { draft.state == .published }

    /// Whether it waits for its time.
    public func isScheduled(now: Int) -> Bool { draft.state == .published && draft.publishedAt > now }

    /// Whether somebody may change it.
    public func isEditable(by viewer: Viewer) -> Bool {
        viewer.may(draft.authors.contains { $0.name == viewer.name } ? .editOwnPost : .editAnyPost)
    }

    /// Whether somebody may delete it.
    public func isDeletable(by viewer: Viewer) -> Bool {
        viewer.may(draft.authors.contains { $0.name == viewer.name } ? .deleteOwnPost : .deleteAnyPost)
    }
}
