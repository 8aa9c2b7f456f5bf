import SQLite

/// Mail about comments. Nobody waits for it: it is worked out from what `site.db` has beyond two cursors that
/// `members.db` keeps. Mail and cursors move in one transaction, so no comment is told of twice.
public enum Notifications {
    /// Comments that are older by so many seconds are no news: an import brings many.
    static let newsTime = 7 * 86_400
    static let batch = 100

    /// Queues mail about all comments that can be read since the last time.
    /// - Parameter address: of the site, like `https://www.foobar.com`, without a slash at its end.
    /// - Returns: how many mails were queued.
    @discardableResult
    public static func run(site: Site, members: Members, now: Int, address: String) throws -> Int {
        let title = try site.settings().title
        var count = 0
        var isDone = false
        while !isDone {
            try members.transaction {
                let seen = try members.cursor("comments")
                let news = try site.news(after: seen, approvedAfter: members.cursor("approvals"), now: now)
                for comment in news.comments {
                    for letter in try site.letters(about: comment, members, now: now) {
                        try members.queue(letter, about: comment, site: title, address: address, now: now)
                        count += 1
                    }
                }
                try members.setCursor("comments", to: news.lastComment)
                try members.setCursor("approvals", to: news.lastAct)
                isDone = news.isAll
            }
        }
        return count
    }
}

/// Comments that somebody may want to hear of, and how far they go.
struct News {
    var comments: [Comment] = []
    var lastComment: Int
    var lastAct: Int
    var isAll = true
}

/// A mail that is to be written: to whom and why.
struct Letter {
    let user: Viewer
    let recipient: String
    let kind: MailKind
    /// It is her post that was commented on.
    let isAuthor: Bool
}

extension Site {
    /// On one snapshot. A comment that was held when the first cursor passed it is told of when the second passes
    /// its approval; one that was approved before, by the first alone.
    func news(after seen: Int, approvedAfter seenAct: Int, now: Int) throws -> News {
        try database.snapshot {
            var news = News(lastComment: seen, lastAct: seenAct)
            let start = now - Notifications.newsTime
            var approved: [Int] = []
            try database.query(
                "SELECT id, target FROM act WHERE id > ? AND at > ? AND act = 'approve' ORDER BY id", seenAct, start
            ) { row in
                if let id = Comment.id(at: row.string(1)), id <= seen { approved.append(id) }
            }
            news.lastAct = try database.first("SELECT max(id) FROM act") { max($0.int(0), seenAct) } ?? seenAct
            let newest = try database.first("SELECT max(id) FROM comment") { max($0.int(0), seen) } ?? seen
            var fresh: [Int] = []
            try database.query(
                "SELECT id FROM comment WHERE id > ? AND created_at > ? ORDER BY id LIMIT ?", seen, start, Notifications.batch
            ) { fresh.append($0.int(0)) }
            news.isAll = fresh.count < Notifications.batch
            news.lastComment = news.isAll ? newest : fresh.last ?? newest
            for id in approved + fresh {
                if let comment = try comment(id, now: now), comment.state == .visible { news.comments.append(comment) }
            }
            return news
        }
    }

    /// Who is to hear of a comment: whoever it answers, whom it mentions, who follows the thread; each once, by the
    /// first reason that she wants mail for, and never its author.
    func letters(about comment: Comment, _ members: Members, now: Int) throws -> [Letter] {
        var letters: [Letter] = []
        var told: Set<Int> = comment.authorID.map { [$0] } ?? []
        func tell(_ userID: Int, _ kind: MailKind, isAuthor: Bool = false) throws {
            guard !told.contains(userID), let mailbox = try members.mailbox(of: userID), mailbox.choices[kind],
                let user = try viewer(id: userID)
            else { return }
            told.insert(userID)
            letters.append(Letter(user: user, recipient: mailbox.address, kind: kind, isAuthor: isAuthor))
        }
        if let parentID = comment.parentID {
            if let authorID = try self.comment(parentID, now: now)?.authorID { try tell(authorID, .replies) }
        } else {
            for name in comment.post.authors {
                if let id = try userID(name) { try tell(id, .replies, isAuthor: true) }
            }
        }
        for name in Mentions.names(in: comment.source) {
            if let id = try userID(name) { try tell(id, .mentions) }
        }
        for id in try members.followers(of: comment.post.id) { try tell(id, .follows) }
        return letters
    }
}

extension Members {
    func queue(_ letter: Letter, about comment: Comment, site: String, address: String, now: Int) throws {
        let subscription = Subscription(
            userID: letter.user.id, kind: letter.kind, postID: letter.kind == .follows ? comment.post.id : nil)
        let token = try addToken(.unsubscribe, userID: letter.user.id, data: subscription.data, now: now)
        let unsubscribe = "\(address)/unsubscribe/\(token.text)"
        try addMail(
            to: letter.recipient, subject: letter.subject(about: comment),
            body: letter.body(about: comment, site: site, address: address, unsubscribe: unsubscribe),
            unsubscribe: unsubscribe, now: now)
    }
}
