import Site
import Testing

/// The clock is set back by a year: what was written before has times that are yet to come.
@Suite struct ClockTests {
    private let new: NewSite
    private let members: Members
    private let now = NewSite.now
    private let ahead = NewSite.now + 365 * NewSite.day

    init() throws {
        new = try NewSite()
        members = try Members(in: new.folder, for: .writing)
    }

    @Test func aSessionFromAheadIsOverAndProvesNothing() throws {
        let token = try members.beginSession(userID: 1, device: "", now: ahead)
        #expect(try members.session(token, now: ahead) != nil)
        #expect(try members.session(token, now: now) == nil)
        #expect(try members.sessions(of: 1, now: now).isEmpty)
        // An hour, as where a time zone was taken for another, signs nobody out.
        let session = try #require(try members.session(members.beginSession(userID: 1, device: "", now: now + 3_600), now: now))
        #expect(!session.isProven(now: now))
        #expect(session.isProven(now: now + 3_600 - 60) && session.isProven(now: now + 3_600 + 60))
    }

    @Test func aLinkAndAnAccessTokenFromAheadAreGoodForNothing() throws {
        let link = try members.addToken(.reset, userID: 1, now: ahead)
        #expect(try members.token(link, .reset, now: ahead) != nil)
        #expect(try members.token(link, .reset, now: now) == nil)
        let access = try members.addAccessToken(of: 1, name: "a", scopes: [], days: 7, now: ahead)
        #expect(try members.accessToken(access, now: ahead) != nil)
        #expect(try members.accessToken(access, now: now) == nil)
        #expect(try members.accessTokens(of: 1, now: now).isEmpty)
    }

    @Test func whoTriedTooOftenWaitsNoLongerThanOtherwise() throws {
        let tries = try Tries(in: new.folder)
        let limit = TryLimit("test", burst: 3, every: 10)
        #expect(try tries.count(limit, "ann", now: ahead))
        #expect(try !tries.count(limit, "ann", now: now))
        #expect(try tries.count(limit, "ann", now: now + 10))
    }

    @Test func mailFromAheadGoesOutWithTheNext() throws {
        try members.addMail(to: "a@example.org", subject: "s", body: "b", now: ahead)
        #expect(try members.takeMail(now: now) == nil)
        #expect(try members.bringMailForward(now: now) == 1)
        let mail = try #require(try members.takeMail(now: now))
        try members.postpone(mail, error: "no", now: now)
        #expect(try members.bringMailForward(now: now) == 0)
    }

    @Test func commentsFromAheadDoNotCountAsLate() throws {
        let post = try new.add("a")
        for (id, time) in [(1, ahead), (2, now - 10), (3, now)] {
            var draft = CommentDraft(
                postID: post, parentID: nil, author: .member(id: 7, Byline(name: "a", shown: "A")), createdAt: time,
                html: "", source: "\(id)")
            draft.state = .visible
            _ = try new.site.transaction { try new.site.add(draft) }
        }
        #expect(try new.site.commentCount(by: 7, since: now - 60, now: now, limit: 10) == 2)
    }
}
