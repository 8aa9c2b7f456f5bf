/// What became of a comment.
public enum CommentState: String, Sendable {
    case visible
    /// Waits for a moderator.
    case held
    /// Taken out of sight by a moderator.
    case hidden
    /// Taken back by its author; what was answered to it stays.
    case deleted

    init(_ text: Span<UInt8>) {
        let initial = text.isEmpty ? 0 : text[0]
        self = switch initial {
        case UInt8(ascii: "v"): .visible
        case UInt8(ascii: "d"): .deleted
        default: text.count == 4 ? .held : .hidden
        }
    }
}
