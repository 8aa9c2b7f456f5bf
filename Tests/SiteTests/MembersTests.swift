import Site
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
        try members.addMember(userID: 1, email: "a@b.example")
        try members.addMember(userID: 1, email: "c@d.example")
        try members.addMember(userID: 2, email: "a@b.example")
        try members.addMember(userID: 3, email: nil)
        try members.addMember(userID: 4, email: nil)
        try members.ping()
    }
}
