import Foundation
import Site

/// A site in the folder that `FOOBAR_DATA` names: a post, a comment, and two accounts.
struct FuzzedSite {
    let folder: DataFolder
    let site: Site
    /// Ids of accounts by the words that stand for their sessions in a request.
    private(set) var accounts: [String: Int] = [:]

    init() {
        guard let path = ProcessInfo.processInfo.environment["FOOBAR_DATA"] else {
            fatalError("FOOBAR_DATA names no folder for a site's data; Tests/fuzz/run makes one.")
        }
        folder = DataFolder(path)
        do {
            let isNew = !FileManager.default.fileExists(atPath: path + "/site.db")
            if isNew { try folder.prepare() }
            site = try Site(in: folder, for: .writing)
            if isNew { try fill() }
            for (word, name) in ["MEMBER": "ann", "OWNER": "bea"] { accounts[word] = try UserName(name).flatMap { try site.account($0)?.id } }
        } catch {
            fatalError("No site could be made: \(error)")
        }
    }

    private func fill() throws {
        let now = Int(Date().timeIntervalSince1970)
        let members = try Members(in: folder, for: .writing)
        for (name, role) in [("ann", Role.member), ("bea", .owner)] {
            guard let user = UserName(name), let email = EmailAddress("\(name)@example.org"),
                let id = try site.addUser(user, role: role, now: now)
            else { continue }
            _ = try members.addMember(userID: id, email: email, password: nil, invitedBy: nil, now: now)
        }
        try site.transaction {
            var post = PostDraft(
                slug: "hello", title: "Hello", publishedAt: now - 86_400, html: "<p>Red roses of 1997.</p>\n",
                text: "Red roses of 1997.", source: "Red roses of 1997.")
            post.tags = TagList.names(in: "News")
            let id = try site.add(post)
            let comment = CommentDraft(
                postID: id, parentID: nil, author: .guest(name: "Bo", link: ""), createdAt: now, html: "<p>c</p>", source: "c")
            _ = try site.add(comment)
        }
    }
}
