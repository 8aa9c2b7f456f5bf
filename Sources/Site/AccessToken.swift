/// What a member gave a program, so that it can act in her name: a personal access token, as her list shows it.
public struct AccessToken: Sendable, Equatable {
    /// Before the token itself, so that programs that look for secrets know one when they see it.
    public static let prefix = "foobar_"
    /// Characters of a name.
    public static let nameLimit = 60
    /// So many of one member.
    public static let most = 20
    /// How long one can be good, in days.
    public static let lifetimes = [7, 30, 90, 365]
    /// `used_at` is written no more often than this, in seconds.
    static let usedStep = 300

    /// What names it in a form: its hash, in hexadecimal digits.
    public let id: String
    public let userID: Int
    public let name: String
    public let scopes: [Scope]
    /// Seconds since 1970, like those that follow.
    public let createdAt: Int
    public let expiresAt: Int
    /// nil where it never was.
    public let usedAt: Int?

    /// As its owner copies it.
    public static func text(of token: Token) -> String { prefix + token.text }

    /// The token of a text that somebody brings; nil where it has not the form of one.
    public static func token(_ text: some StringProtocol) -> Token? {
        text.hasPrefix(prefix) ? Token(String(text.dropFirst(prefix.utf8.count))) : nil
    }
}
