import Foundation
import SQLite
import struct Site.Comment
import Testing

@testable import Site

@Suite struct NotificationTests {
    private let site: Site
    private let members: Members
    private let now = 1_700_000_000

    init() throws {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("foobar-\(UUID().uuidString)").path
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        try DataFolder(folder).prepare()
        site = try Site(in: DataFolder(folder), for: .writing)
        members = try Members(in: DataFolder(folder), for: .writing)
        for (id, name) in [(1, "ann"), (2, "bob"), (3, "carol"), (4, "dora")] {
            try site.database.run(
                "INSERT INTO user VALUES (?, ?, ?, ?, 'active', '', '', '', 0, 0)", id, name, name, id == 4 ? "moderator" : "member")
            try members.addMember(userID: id, email: "\(name)@example.com", now: 0)
        }
        var post = PostDraft(slug: "hello", title: "Hello", publishedAt: 0, html: "", text: "", source: "")
        post.authors = [Byline(name: "ann", shown: "Ann")]
        _ = try site.transaction { try site.add(post) }
    }

    private func comment(_ name: String, _ text: String, to parent: Comment? = nil, _ state: CommentState = .visible) throws -> Comment {
        let viewer = try #require(try site.viewer(named: name))
        let post = try #require(try site.postCard(id: 1, now: now))
        return try site.comment(
            TypedText(lines: text, limit: 1_000), html: Array(text.utf8), by: viewer, on: post, answering: parent?.id, as: state,
            now: now)
    }

    /// Whom the run writes to, in the order of names, each with the subject's third word.
    private func mail() throws -> [String] {
        try members.database.run("DELETE FROM mail")
        let count = try Notifications.run(site: site, members: members, now: now, address: "https://x.example")
        var mail: [String] = []
        try members.database.query("SELECT recipient, subject FROM mail ORDER BY recipient") {
            mail.append("\($0.string(0).prefix { $0 != "@" }) \($0.string(1).split(separator: " ")[1])")
        }
        #expect(mail.count == count)
        return mail
    }

    @Test func tellsWhomItConcernsOnceAndNeverHerself() throws {
        let root = try comment("bob", "Words for @carol, @bob and @nobody")
        #expect(try mail() == ["ann commented", "carol mentioned"])
        #expect(try mail() == [])
        try members.setFollowing(true, 1, 3)
        try members.setFollowing(true, 1, 2)
        _ = try comment("ann", "An answer to @bob", to: root)
        #expect(try mail() == ["bob answered", "carol wrote"])
    }

    @Test func tellsOfHeldCommentsOnceTheyAreApproved() throws {
        let dora = try #require(try site.viewer(named: "dora"))
        let first = try comment("bob", "Early", .held)
        #expect(try mail() == [])
        _ = try site.approve(first, by: dora, now: now)
        #expect(try mail() == ["ann commented"])
        let second = try comment("bob", "Late", .held)
        _ = try site.approve(second, by: dora, now: now)
        #expect(try mail() == ["ann commented"])
        #expect(try mail() == [])
        _ = try site.hide(comment("carol", "Rude"), by: dora, reason: "Rude", now: now)
        #expect(try mail() == [])
    }

    @Test func keepsToWhatSheChose() throws {
        try members.database.run("UPDATE member SET mail_replies = 0 WHERE user_id = 1")
        _ = try comment("bob", "Hello")
        #expect(try mail() == [])
        _ = try comment("bob", "Hello @ann")
        #expect(try mail() == ["ann mentioned"])
        try members.database.run("UPDATE member SET email = NULL")
        _ = try comment("carol", "Hello @ann")
        #expect(try mail() == [])
    }

    @Test func endsByTheLinkOfEachMail() throws {
        try members.setFollowing(true, 1, 3)
        _ = try comment("bob", "Hello")
        _ = try Notifications.run(site: site, members: members, now: now, address: "https://x.example")
        var links: [String] = []
        try members.database.query("SELECT unsubscribe FROM mail ORDER BY recipient") { links.append($0.string(0)) }
        for (link, kind) in zip(links, [MailKind.replies, .follows]) {
            let token = try #require(Token(String(link.split(separator: "/").last ?? "")))
            let subscription = try #require(try members.subscription(token, now: now))
            #expect(subscription.kind == kind)
            #expect(try members.isOpen(subscription))
            try members.end(subscription)
            try members.end(subscription)
            #expect(try !members.isOpen(subscription))
        }
        _ = try comment("bob", "Again")
        #expect(try mail() == [])
    }

    @Test func passesOverOldComments() throws {
        _ = try comment("bob", "Old")
        try site.database.run("UPDATE comment SET created_at = 1")
        #expect(try mail() == [])
        for number in 1...9 { _ = try comment("bob", "New \(number)") }
        #expect(try mail().count == 9)
    }

    @Test func countsWhatIsSeen() throws {
        func count() throws -> Int { try site.database.first("SELECT comment_count FROM post") { $0.int(0) } ?? -1 }
        let dora = try #require(try site.viewer(named: "dora"))
        let root = try comment("bob", "Root")
        let answer = try comment("carol", "Answer", to: root)
        #expect(try count() == 2)
        #expect(try site.hide(root, by: dora, reason: "x", now: now))
        #expect(try !site.hide(root, by: dora, reason: "x", now: now))
        #expect(try count() == 1)
        let hidden = try #require(try site.comment(root.id, now: now))
        #expect(try site.restore(hidden, by: dora, reason: "", now: now))
        #expect(try count() == 2)
        #expect(try site.transaction { try site.delete(root, now: now) })
        #expect(try count() == 1)
        #expect(try site.comment(root.id, now: now)?.author == Byline(name: "", shown: ""))
        #expect(try site.transaction { try site.delete(answer, now: now) })
        #expect(try count() == 0)
        #expect(try site.comment(root.id, now: now) == nil)
        #expect(throws: CommentJudge.Fault.parentGone) { try comment("bob", "Late", to: root) }
    }
}
