import Markdown

#if canImport(Glibc)
import Glibc
#endif

/// Decides what becomes of a comment that somebody sends.
public struct CommentJudge: Sendable {
    /// Characters of a comment, counted as `maxlength` counts them.
    public static let limit = 10_000
    /// Links in a comment of somebody whose first comments are still looked at.
    public static let linksOfNewMembers = 2
    /// A form that comes back in fewer seconds was filled in by no hand.
    public static let leastSeconds = 2
    /// So many comments of a member within `rateSeconds`.
    public static let rate = 10
    public static let rateSeconds = 300
    /// So many of her comments may wait for a moderator at a time.
    public static let held = 5

    /// Why a comment is not taken.
    public enum Fault: Error, Sendable, Equatable {
        case empty
        case tooLong
        case tooManyLinks
        /// It has words that keep a new comment waiting; one that stands can't be changed to have them.
        case blockedWords
        /// She has written so much just now.
        case tooMany
        /// So much of hers waits for a moderator.
        case tooManyHeld
        /// What it answers is not there any more.
        case parentGone
    }

    private let rules: Rules
    private let isNew: Bool

    /// - Parameter approved: how many of her comments a moderator let through.
    public init(_ viewer: Viewer, approved: Int, rules: Rules) {
        self.rules = rules
        isNew = viewer.role == .member && approved < rules.heldComments
    }

    /// A comment's Markdown as safe HTML; nothing where it is too long to be taken.
    public static func html(of text: TypedText) -> [UInt8] {
        text.isTooLong ? [] : SafeHTML(markdown: text.text, policy: .comment).bytes
    }

    /// - Parameter html: the comment's, safe.
    public func fault(in text: TypedText, html: [UInt8]) -> Fault? {
        if text.isTooLong { return .tooLong }
        if text.isEmpty || html.isEmpty { return .empty }
        return isNew && Self.links(in: html) > Self.linksOfNewMembers ? .tooManyLinks : nil
    }

    /// What is wrong with a change of a comment that all can read.
    public func fault(inChange text: TypedText, html: [UInt8]) -> Fault? {
        fault(in: text, html: html) ?? (hasBlockedWord(text.text) ? .blockedWords : nil)
    }

    /// Whether all see it at once.
    /// - Parameters:
    ///   - trap: what a field has that no human sees.
    ///   - seconds: how long she had the form, as far as is known. The form says so itself, unsigned: whoever
    ///     would forge it could as well wait.
    public func state(of text: TypedText, trap: String, seconds: Int?) -> CommentState {
        let isMachine = !trap.isEmpty || seconds.map { $0 < Self.leastSeconds } ?? false
        return isNew || isMachine || hasBlockedWord(text.text) ? .held : .visible
    }

    private func hasBlockedWord(_ text: String) -> Bool {
        guard !rules.blockedWords.isEmpty else { return false }
        let words = Self.words(text)
        return rules.blockedWords.contains { blocked in
            let blocked = Self.words(blocked)
            return blocked.utf8.count > 2 && strstr(words, blocked) != nil
        }
    }

    /// The text in lower case, each word between two spaces, and nothing else.
    private static func words(_ text: String) -> String {
        " " + text.lowercased().split { !$0.isLetter && !$0.isNumber }.joined(separator: " ") + " "
    }

    static func links(in html: [UInt8]) -> Int {
        let start = Array("<a ".utf8)
        return html.indices.count(where: { html[$0] == start[0] && html[$0...].starts(with: start) })
    }
}
