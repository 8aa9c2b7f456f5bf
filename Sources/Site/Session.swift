/// A session, as its owner's list shows it.
public struct Session: Sendable, Equatable {
    /// Ends when it was not used for this long, in seconds.
    public static let idleTimeout = 14 * 86_400
    /// Ends after this long, in seconds, however much it is used.
    public static let absoluteTimeout = 90 * 86_400
    /// For this long, in seconds, the password is not asked for again before something that matters.
    public static let proofTime = 900
    /// `seen_at` is written no more often than this, in seconds.
    static let seenStep = 300
    /// What was written further ahead than this, in seconds, was written while the clock was wrong, and would never end.
    static let clockError = 86_400

    /// What names it in a form: its hash, in hexadecimal digits.
    public let id: String
    public let userID: Int
    /// Seconds since 1970, like the two that follow.
    public let createdAt: Int
    public let seenAt: Int
    public let provenAt: Int
    /// What the browser says it is.
    public let device: String

    /// Whether the password was asked for lately enough. A time that is yet to come was written before the clock was
    /// set back, and proves nothing.
    public func isProven(now: Int) -> Bool { abs(now - provenAt) < Self.proofTime }
}
