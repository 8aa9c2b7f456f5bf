/// What a member can choose to be told by mail.
public enum MailKind: String, Sendable, CaseIterable {
    /// Somebody answered her comment, or commented on her post.
    case replies
    /// Somebody wrote `@` and her name.
    case mentions
    /// Somebody wrote in a thread that she follows.
    case follows
}

/// What a member has chosen to be told by mail.
public struct MailChoices: Sendable, Equatable {
    public var replies: Bool
    public var mentions: Bool
    public var follows: Bool

    public subscript(kind: MailKind) -> Bool {
        switch kind {
        case .replies: replies
        case .mentions: mentions
        case .follows: follows
        }
    }
}

/// What the link at the end of a mail ends.
public struct Subscription: Sendable, Equatable {
    public let userID: Int
    public let kind: MailKind
    /// The one thread that the mail was about; nil: all mail of the kind.
    public let postID: Int?

    /// As its token keeps it.
    var data: String { postID.map { "\(kind.rawValue)/\($0)" } ?? kind.rawValue }

    public init(userID: Int, kind: MailKind, postID: Int? = nil) {
        self.userID = userID
        self.kind = kind
        self.postID = postID
    }

    init?(userID: Int?, data: String) {
        let parts = data.split(separator: "/")
        guard let userID, let kind = parts.first.flatMap({ MailKind(rawValue: String($0)) }) else { return nil }
        self.init(userID: userID, kind: kind, postID: parts.count > 1 ? Int(parts[1]) : nil)
    }
}
