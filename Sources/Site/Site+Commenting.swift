extension Site {
    /// Adds what a member says on a post, as one transaction. The same words again, as from a second press of the
    /// button, are the comment that is there already.
    /// - Parameters:
    ///   - parentID: the comment that is answered.
    ///   - state: what `CommentJudge` makes of it.
    /// - Throws: `CommentJudge.Fault`, and nothing was added.
    public func comment(
        _ text: TypedText, html: [UInt8], by viewer: Viewer, on post: PostCard, answering parentID: Int?,
        as state: CommentState, now: Int
    ) throws -> Comment {
        try transaction {
            var parentID = parentID
            if let answered = parentID {
                guard let parent = try comment(answered, now: now), parent.post.id == post.id, parent.state == .visible
                else { throw CommentJudge.Fault.parentGone }
                if CommentPath.isDeepest(parent.path) { parentID = parent.parentID }
            }
            if let last = try lastComment(by: viewer.id, now: now), last.post.id == post.id, last.parentID == parentID,
                last.source == text.text, abs(now - last.createdAt) < CommentJudge.rateSeconds
            { return last }
            if viewer.role < .moderator {
                let count = try commentCount(
                    by: viewer.id, since: now - CommentJudge.rateSeconds, now: now, limit: CommentJudge.rate)
                guard count < CommentJudge.rate else { throw CommentJudge.Fault.tooMany }
                let held = try heldCount(by: viewer.id, limit: CommentJudge.held)
                guard held < CommentJudge.held else { throw CommentJudge.Fault.tooManyHeld }
            }
            var draft = CommentDraft(
                postID: post.id, parentID: parentID, author: .member(id: viewer.id, viewer.byline), createdAt: now,
                html: String(decoding: html, as: UTF8.self), source: text.text)
            draft.state = state
            let id = try add(draft)
            guard let comment = try comment(id, now: now) else { throw Refusal.notFound }
            return comment
        }
    }
}
