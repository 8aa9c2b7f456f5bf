import JSON
import SQLite

/// Events for hooks. Nobody waits for them: they are worked out from what `site.db` has beyond cursors that
/// `members.db` keeps, as mail about comments is.
///
/// Posts have no cursor, since one may come to be read without any write, once its time has come, or with a time
/// that has passed: the newest are looked at each time, and what was queued is remembered for longer.
public enum HookNews {
    private static let comments = "hook_comments"
    private static let approvals = "hook_approvals"
    private static let users = "hook_users"

    /// Queues each event since the last time for the hooks that want it.
    /// - Parameter address: of the site, like `https://www.foobar.com`, without a slash at its end.
    public static func queue(site: Site, members: Members, now: Int, address: String) throws {
        var isDone = false
        while !isDone {
            try members.transaction {
                let round = Round(members: members, hooks: try members.hooks().filter { $0.disabledAt == nil }, address: address, now: now)
                guard !round.hooks.isEmpty else {
                    let newest = try site.newestIDs()
                    try members.setCursor(comments, to: newest.comment)
                    try members.setCursor(approvals, to: newest.act)
                    try members.setCursor(users, to: newest.user)
                    return isDone = true
                }
                let news = try site.news(
                    after: members.cursor(comments), approvedAfter: members.cursor(approvals), now: now)
                for comment in news.comments { try round.tell(of: comment) }
                try members.setCursor(comments, to: news.lastComment)
                try members.setCursor(approvals, to: news.lastAct)
                isDone = news.isAll
                guard isDone else { return }
                try site.posts(publishedAfter: now - Notifications.newsTime, now: now) { try round.tell(of: $0) }
                let newcomers = try site.newcomers(after: members.cursor(users), since: now - Notifications.newsTime)
                for user in newcomers.users { try round.tell(of: user) }
                try members.setCursor(users, to: newcomers.last)
                try members.forgetDeliveries(now: now)
            }
        }
    }

    /// Whether posts came to be read after `seconds`, with no write that would have told of them.
    public static func hasPublished(_ site: Site, after seconds: Int, now: Int) throws -> Bool {
        var has = false
        try site.posts(publishedAfter: seconds, now: now) { _ in has = true }
        return has
    }

    /// What is sent: the type, the time in RFC 3339, and what it is about.
    static func body(_ type: String, at seconds: Int, _ data: (inout JSON) -> Void) -> String {
        var json = JSON()
        json.object {
            $0.member("type", type)
            $0.member("timestamp", CivilTime(seconds).rfc3339)
            $0.member("data") { $0.object { data(&$0) } }
        }
        return String(decoding: json.bytes, as: UTF8.self)
    }
}

/// One look at what is new, and whom it is for.
private struct Round {
    let members: Members
    let hooks: [Hook]
    let address: String
    let now: Int

    private func queue(_ event: HookEvent, _ id: String, at: Int, since: Int = .max, _ data: (inout JSON) -> Void) throws {
        for hook in hooks where hook.events.contains(event) && hook.createdAt <= since {
            guard try !members.hasDelivery(of: id, to: hook) else { continue }
            try members.addDelivery(of: id, HookNews.body(event.rawValue, at: at, data), to: hook, now: now)
        }
    }

    func tell(of post: HookPost) throws {
        try queue(.postPublished, "post-\(post.id)", at: post.publishedAt, since: post.publishedAt) { json in
            json.member("id", post.id)
            json.member("slug", post.slug)
            json.member("url", "\(address)/posts/\(post.slug)")
            json.member("title", post.title)
            json.member("excerpt", post.excerpt)
            json.member("published_at", CivilTime(post.publishedAt).rfc3339)
            json.member("authors") { $0.array { for author in post.authors { person(author, &$0) } } }
            json.member("tags") { $0.array { for tag in post.tags { $0.string(tag) } } }
        }
    }

    func tell(of comment: Comment) throws {
        try queue(.commentAdded, "comment-\(comment.id)", at: now) { json in
            json.member("id", comment.id)
            json.member("url", address + comment.address)
            if let parent = comment.parentID { json.member("parent_id", parent) }
            json.member("created_at", CivilTime(comment.createdAt).rfc3339)
            json.member("author") { person(Byline(name: comment.author.name, shown: comment.authorShown), &$0) }
            json.member("html", String(decoding: comment.html, as: UTF8.self))
            json.member("post") {
                $0.object {
                    $0.member("id", comment.post.id)
                    $0.member("slug", comment.post.slug)
                    $0.member("url", "\(address)/posts/\(comment.post.slug)")
                    $0.member("title", comment.post.title)
                }
            }
        }
    }

    func tell(of user: HookUser) throws {
        try queue(.memberJoined, "member-\(user.id)", at: user.createdAt) { json in
            json.member("name", user.name)
            json.member("shown", user.shown)
            json.member("url", "\(address)/users/\(user.name)")
        }
    }

    /// A guest has no name.
    private func person(_ byline: Byline, _ json: inout JSON) {
        json.object {
            if !byline.name.isEmpty {
                $0.member("name", byline.name)
                $0.member("url", "\(address)/users/\(byline.name)")
            }
            $0.member("shown", byline.shown)
        }
    }
}
