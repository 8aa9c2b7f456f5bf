/// What the site keeps of a member and shows nobody else.
public struct Member: Sendable, Equatable {
    public let userID: Int
    /// In lower case; nil for an import that had none.
    public let email: String?
    /// nil until one is set.
    public let password: PasswordHash?
    /// Seconds since 1970.
    public let joinedAt: Int
    public let invitedBy: Int?
    /// nil without a second factor.
    public let oneTimePassword: OneTimePassword?
    public let mail: MailWishes
}

/// What a member wants to be told by mail.
public struct MailWishes: Sendable, Equatable {
    /// Somebody answers a comment of hers.
    public var replies = true
    /// Somebody names her.
    public var mentions = true
    /// Somebody comments where she follows.
    public var follows = true

    public init() {}
}

/// An invitation that nobody has taken up yet.
public struct Invitation: Sendable, Equatable {
    /// What names it in a form: its token's hash, in hexadecimal digits.
    public let id: String
    public let email: String
    /// Seconds since 1970.
    public let createdAt: Int
    public let expiresAt: Int

    /// So many may wait at a time.
    public static let most = 10
}
