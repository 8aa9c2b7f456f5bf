/// What somebody reported.
public struct Report: Sendable, Equatable {
    public enum Target: Sendable, Hashable {
        case post(Int)
        case comment(Int)

        /// As the database and addresses have it: `comment/12`.
        public var text: String {
            switch self {
            case .post(let id): "post/\(id)"
            case .comment(let id): "comment/\(id)"
            }
        }

        public init?(_ text: String) {
            let parts = text.split(separator: "/", omittingEmptySubsequences: false)
            guard parts.count == 2, let id = Int(parts[1]), id > 0 else { return nil }
            switch parts[0] {
            case "post": self = .post(id)
            case "comment": self = .comment(id)
            default: return nil
            }
        }
    }

    public enum Reason: String, Sendable, CaseIterable {
        case spam, attack, offTopic = "off-topic", unlawful, other
    }

    /// Characters of the words that go with a reason.
    public static let limit = 500

    public let target: Target
    public let userID: Int
    /// The reason's name, and the words after a colon.
    public let reason: String
    /// Seconds since 1970.
    public let at: Int
}
