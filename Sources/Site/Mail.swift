/// A mail that waits to be delivered.
public struct Mail: Sendable, Equatable {
    /// For this long, in seconds, whoever took a mail has it for herself: longer than a delivery may last.
    static let claimTime = 600
    /// It is tried so often; after that, only when the owner says so.
    public static let mostTries = 10
    /// What `nextAt` is when it is not tried again by itself.
    public static let never = 1 << 52

    public let id: Int
    public let recipient: String
    public let subject: String
    public let body: String
    /// The address that ends mail like this by one POST (RFC 8058), or empty.
    public let unsubscribe: String
    /// When it was written: seconds since 1970, like the next.
    public let at: Int
    /// When it is tried next.
    public let nextAt: Int
    public let tries: Int
    /// What was said when it was tried last, or empty.
    public let error: String

    /// The most seconds until a next try.
    static let longestDelay = 86_400

    /// Seconds until the next try.
    static func delay(afterTries tries: Int) -> Int {
        switch tries {
        case ...1: 60
        case 2: 300
        case 3: 1_800
        case 4: 7_200
        case 5: 21_600
        default: longestDelay
        }
    }
}
