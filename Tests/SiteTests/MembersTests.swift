import Site
import SQLite
import Testing

@Suite struct MembersTests {
    @Test func aPostsPasswordIsKeptAsItsHash() throws {
        let new = try NewSite()
        let members = try Members(in: new.folder, for: .writing)
        #expect(try members.password(ofPost: 1) == nil)
        let first = try #require(PasswordHash(of: "open sesame"))
        try members.setPassword(ofPost: 1, hash: first)
        #expect(try members.password(ofPost: 1) == first)
        try members.setPassword(ofPost: 1, hash: PasswordHash(text: "another"))
        #expect(try members.password(ofPost: 1)?.text == "another")
    }

    @Test func anAddressIsOneMembersAlone() throws {
        let new = try NewSite()
        let members = try Members(in: new.folder, for: .writing)
        try members.addMember(userID: 1, email: "A@b.example", now: 7)
        try members.addMember(userID: 1, email: "c@d.example", now: 7)
        try members.addMember(userID: 2, email: "a@B.example", now: 7)
        try members.addMember(userID: 3, email: nil, now: 7)
        try members.addMember(userID: 4, email: nil, now: 7)
        var kept: [String] = []
        try Database(new.folder.membersDatabase, for: .reading).query("SELECT user_id, email FROM member ORDER BY user_id") {
            kept.append("\($0.int(0)) \($0.string(1))")
        }
        #expect(kept == ["1 a@b.example", "3 ", "4 "])
        try members.ping()
    }
}
