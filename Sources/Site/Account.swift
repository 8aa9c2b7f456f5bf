/// What everyone may know of somebody.
public struct Account: Sendable, Equatable {
    /// Whether the account can be used.
    public enum State: String, Sendable, CaseIterable {
        case active
        /// An import brought it, and nobody has claimed it.
        case imported
        case disabled, deleted
    }

    public let id: Int
    public let name: String
    public let shown: String
    public let role: Role
    public let state: State
    public let profile: Profile
}

/// What somebody says of herself.
public struct Profile: Sendable, Equatable {
    /// Characters.
    public static let longestShown = 80
    public static let longestAbout = 300
    public static let longestLink = 300

    /// The name that people read.
    public var shown: String
    /// A line, plain text.
    public var about: String
    /// An address of the web, or empty.
    public var link: String
    /// The address of a picture, or empty.
    public var picture: String

    public init(shown: String, about: String = "", link: String = "", picture: String = "") {
        self.shown = shown
        self.about = about
        self.link = link
        self.picture = picture
    }
}
