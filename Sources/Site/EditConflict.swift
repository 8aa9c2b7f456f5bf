/// A post was saved by somebody else since the editor began with it.
public struct EditConflict: Error, Sendable {
    /// The post as it is now.
    public let stored: StoredPost
}
