import CGI
import HTML
import Site

extension CommentJudge.Fault {
    /// What an answer that tells of it has.
    public var status: Status {
        switch self {
        case .tooMany, .tooManyHeld: .tooManyRequests
        case .tooLong: .contentTooLarge
        case .parentGone: .conflict
        case .empty, .tooManyLinks, .blockedWords: .unprocessableContent
        }
    }

    /// What is wrong and what to do, in plain text.
    public var words: String { HTML.words(for: self).plainText }
}
