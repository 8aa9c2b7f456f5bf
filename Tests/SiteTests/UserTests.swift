import Site
import Testing

@Suite struct UserTests {
    let new: NewSite

    init() throws { new = try NewSite() }

    @Test func isFoundByName() throws {
        let id = try new.site.addImportedUser(name: "amy", shown: "Amy <Ü>", about: "Writes", link: "https://a.example", now: 7)
        let found = try new.site.user("amy", now: NewSite.now) { user in
            #expect(user.id == id && user.createdAt == 7 && user.postCount == 0)
            #expect(user.nameText == "amy" && user.shownText == "Amy <Ü>")
            #expect(user.about.text == "Writes" && user.link.text == "https://a.example" && user.picture.text == "")
            return true
        }
        #expect(found == true)
        #expect(try new.site.userID("amy") == id)
        #expect(try new.site.userID("bo") == nil)
        #expect(try new.site.user("AMY", now: NewSite.now) { _ in true } == nil)
    }

    @Test func aNameIsTakenOnce() throws {
        try new.site.addImportedUser(name: "amy", shown: "Amy", now: 0)
        #expect(throws: (any Error).self) { try new.site.addImportedUser(name: "amy", shown: "Other", now: 0) }
    }

    @Test func countsThePostsThatEveryoneMayRead() throws {
        try new.site.addImportedUser(name: "amy", shown: "Amy", now: 0)
        let amy = [Byline(name: "amy", shown: "Amy")]
        try new.add("a") { $0.authors = amy }
        try new.add("b") { $0.authors = amy + amy }
        try new.add("soon", days: -1) { $0.authors = amy }
        try new.add("draft") { $0.authors = amy; $0.state = .draft }
        try new.add("other")
        #expect(try new.site.user("amy", now: NewSite.now) { $0.postCount } == 2)
        #expect(try new.site.user("amy", now: NewSite.now + NewSite.day) { $0.postCount } == 3)
    }

    @Test(arguments: [1, 2, 3, 4])
    func pagesGoOnWhereTheyEnded(_ limit: Int) throws {
        for name in ["cy", "amy", "bo"] { try new.site.addImportedUser(name: name, shown: name, now: 0) }
        var names: [String] = []
        var after: String? = ""
        var pages = 0
        while let start = after, pages < 9 {
            after = try new.site.users(after: start, now: NewSite.now, limit: limit) { names.append($0.nameText) }
            pages += 1
        }
        #expect(names == ["amy", "bo", "cy"])
        #expect(pages == (3 + limit - 1) / limit)
    }
}
