import Foundation
import Site
import Testing
@testable import foobar

@Suite(.serialized) struct ImporterTests {
    @Test func comesInOnceAndLeadsOldAddressesToIt() throws {
        let data = try folder()
        defer { try? FileManager.default.removeItem(atPath: data.path) }
        #expect(try run(archive(), data)[.posts] == 2)
        let again = try run(archive(), data)
        #expect(again[.posts] == 0 && again[.known] == 2 && again[.comments] == 0 && again[.tags] == 0 && again[.people] == 0)
        let site = try Site(in: data)
        #expect(try site.redirect(from: OldAddress(path: "/2020/hi/"), now: 2_000_000_000) == "/posts/hi")
        #expect(try site.redirect(from: OldAddress(path: "/", query: "p=5"), now: 2_000_000_000) == "/posts/hi")
        #expect(try site.hasPost(slug: "hi-2"))
        let id = try #require(try site.postID(at: "b"))
        #expect(try Members(in: data).password(ofPost: id)?.matches("secret") == true)
    }

    @Test func aDryRunWritesNothing() throws {
        let data = try folder()
        defer { try? FileManager.default.removeItem(atPath: data.path) }
        #expect(try run(archive(), data, dryRun: true)[.posts] == 2)
        #expect(try !Site(in: data).hasPost(slug: "hi"))
        #expect(try run(archive(), data)[.posts] == 2)
    }

    @Test func answersBeforeWhatTheyAnswerAndRingsComeIn() throws {
        let data = try folder()
        defer { try? FileManager.default.removeItem(atPath: data.path) }
        var archive = archive()
        archive.entries[0].comments = [
            comment("3", parent: "2"), comment("2", parent: "1"), comment("1"), comment("8", parent: "9"), comment("9", parent: "8"),
            comment("7", parent: "404"),
        ]
        archive.entries[0].parent = "b"
        archive.entries[1].parent = "a"
        #expect(try run(archive, data)[.comments] == 6)
    }

    private func comment(_ id: String, parent: String? = nil) -> Archive.Comment {
        Archive.Comment(id: id, parent: parent, name: "Bo", createdAt: 1, source: "<p>x</p>")
    }

    private func archive() -> Archive {
        var archive = Archive(kind: "a test")
        archive.users = [Archive.User(login: "Amy Ünal", shown: "Amy", email: "a@b.c")]
        archive.terms = [Archive.Term(slug: "news", name: "News")]
        var first = Archive.Entry(identity: "a", title: "Hi", slug: "hi", publishedAt: 1_577_934_245)
        first.oldAddresses = ["/2020/hi", "/?p=5"]
        first.authors = ["Amy Ünal"]
        first.terms = ["news"]
        first.comments = [comment("1")]
        var second = Archive.Entry(identity: "b", title: "Hi", slug: "hi", publishedAt: 1_577_934_245)
        second.password = "secret"
        archive.entries = [first, second]
        return archive
    }

    private func folder() throws -> DataFolder {
        let path = FileManager.default.temporaryDirectory.appendingPathComponent("import-\(UUID().uuidString)").path
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
        let data = DataFolder(path)
        try data.prepare()
        return data
    }

    private func run(_ archive: Archive, _ data: DataFolder, dryRun: Bool = false) throws -> [Importer.Counted: Int] {
        var importer = Importer(
            archive, site: try Site(in: data, for: .writing), members: try Members(in: data, for: .writing), progress: Progress(),
            now: 1_700_000_000)
        try importer.run(dryRun: dryRun)
        return Dictionary(uniqueKeysWithValues: importer.counts.map { ($0.what, $0.number) })
    }
}
