/// What a mail about a comment says.
extension Letter {
    /// So much of a comment stands in a mail, in characters.
    private static let longest = 4_000

    private func what(_ comment: Comment) -> String {
        let author = oneLine(comment.authorShown)
        return switch kind {
        case .replies where isAuthor: "\(author) commented on"
        case .replies: "\(author) answered you on"
        case .mentions: "\(author) mentioned you on"
        case .follows: "\(author) wrote on"
        }
    }

    func subject(about comment: Comment) -> String {
        "\(what(comment)) “\(shortened(oneLine(comment.post.title), 80))”"
    }

    func body(about comment: Comment, site: String, address: String, unsubscribe: String) -> String {
        let why = switch kind {
        case .replies where isAuthor: "you hear of comments on your posts"
        case .replies: "you hear of answers to your comments"
        case .mentions: "you hear when somebody writes @\(user.name)"
        case .follows: "you follow this thread"
        }
        return """
            \(what(comment)) “\(oneLine(comment.post.title))”:

            \(quoted(shortened(comment.source, Self.longest)))

            In its thread: \(address)\(comment.address)
            To answer: \(address)/comment/\(comment.post.id)?to=\(comment.id)

            -- 
            \(oneLine(site)), \(address)
            You get this because \(why).
            To get no more of these: \(unsubscribe)
            """
    }

    private func shortened(_ text: String, _ limit: Int) -> String {
        text.count <= limit ? text : text.prefix(limit) + "…"
    }

    /// As mail has quoted since its beginnings (RFC 3676, section 4.5).
    private func quoted(_ text: String) -> String {
        text.split(separator: "\n", omittingEmptySubsequences: false).map { $0.isEmpty ? ">" : "> \($0)" }.joined(separator: "\n")
    }
}
