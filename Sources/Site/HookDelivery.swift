/// An event on its way to a hook, or what became of it.
public struct HookDelivery: Sendable, Equatable {
    /// For this long, in seconds, whoever took one has it for herself: longer than a delivery may last.
    static let claimTime = 120
    /// It is tried so often, over three days; after that no more.
    public static let mostTries = 10
    /// What `nextAt` is when it is not tried again.
    public static let never = 1 << 52
    /// What became of it is kept for so many seconds: longer than an event is news, so that none is told of twice.
    static let keptTime = Notifications.newsTime + 86_400

    public let id: Int
    public let hookID: Int
    /// The event's id, the same on each try.
    public let event: String
    /// JSON; empty once it was taken.
    public let body: String
    /// When it was queued: seconds since 1970, like all times here.
    public let at: Int
    public let nextAt: Int
    public let tries: Int
    /// When it was taken.
    public let deliveredAt: Int?
    /// What was said when it was tried last, or empty.
    public let answer: String

    /// The most seconds until a next try.
    static let longestDelay = 24 * 3_600

    /// Seconds until the next try, as Standard Webhooks recommends.
    static func delay(afterTries tries: Int) -> Int {
        switch tries {
        case ...1: 5
        case 2: 300
        case 3: 1_800
        case 4: 2 * 3_600
        case 5: 5 * 3_600
        case 6: 10 * 3_600
        case 7: 14 * 3_600
        case 8: 20 * 3_600
        default: longestDelay
        }
    }
}

/// What a hook answered to a delivery.
public enum HookAnswer: Sendable, Equatable {
    /// With a status from 200 to 299.
    case taken(String)
    /// With another one.
    case refused(String)
    /// With 410: it wants no more.
    case gone(String)
    /// Not at all, or too late.
    case silent(String)

    /// In a line.
    public var words: String {
        switch self {
        case .taken(let words), .refused(let words), .gone(let words), .silent(let words): words
        }
    }
}
