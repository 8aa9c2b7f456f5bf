import Testing

@testable import Site

@Suite struct CommentRulesTests {
    @Test(arguments: [
        ("@alice and @Bob-, (@carol_x).", ["alice", "bob", "carol_x"]), ("a@b.example @@dora", ["dora"]), ("@", []),
        ("@alice @alice", ["alice"]), ("é@alice @ @-", []), ("@" + String(repeating: "a", count: 33), []),
        ("@ána", []),
    ])
    func findsMentions(_ text: String, _ names: [String]) {
        #expect(Mentions.names(in: text) == names)
    }

    @Test func limitsMentions() {
        #expect(Mentions.names(in: (1...50).map { "@u\($0)" }.joined(separator: " ")).count == Mentions.limit)
    }

    @Test func pathsOrderAndEnd() {
        let root = CommentPath.adding(7, to: [])
        let answer = CommentPath.adding(255, to: root)
        #expect(root == [0, 0, 0, 0, 7])
        #expect(CommentPath.parent(root) == nil)
        #expect(CommentPath.parent(answer) == 7)
        #expect(CommentPath.end(root) == [0, 0, 0, 0, 8])
        #expect(CommentPath.end(answer) == [0, 0, 0, 0, 7, 0, 0, 0, 1])
        #expect(([.max, .max] as [UInt8]).lexicographicallyPrecedes(CommentPath.end([.max, .max])))
        var deep = root
        for id in 8...106 { deep = CommentPath.adding(id, to: deep) }
        #expect(CommentPath.isDeepest(deep))
        #expect(!CommentPath.isDeepest(Array(deep.dropLast(CommentRow.idWidth))))
    }

    private func judge(approved: Int, role: Role = .member, blocked: [String] = []) -> CommentJudge {
        var rules = Rules()
        rules.heldComments = 3
        rules.blockedWords = blocked
        return CommentJudge(Viewer(id: 1, name: "bob", shown: "Bob", role: role), approved: approved, rules: rules)
    }

    @Test func holdsNewMembersAndMachines() {
        let text = TypedText(lines: "Hello", limit: 100)
        #expect(judge(approved: 2).state(of: text, trap: "", seconds: nil) == .held)
        #expect(judge(approved: 3).state(of: text, trap: "", seconds: nil) == .visible)
        #expect(judge(approved: 0, role: .author).state(of: text, trap: "", seconds: nil) == .visible)
        #expect(judge(approved: 3).state(of: text, trap: "x", seconds: nil) == .held)
        #expect(judge(approved: 3).state(of: text, trap: "", seconds: 1) == .held)
        #expect(judge(approved: 3).state(of: text, trap: "", seconds: 2) == .visible)
    }

    @Test(arguments: [
        ("CHEAP, pills", true), ("cheap pillow", false), ("achcheap pills", false), ("so cheap\npills now", true), ("ÜBER", true),
    ])
    func knowsBlockedWords(_ text: String, _ isBlocked: Bool) {
        let text = TypedText(lines: text, limit: 100)
        let state = judge(approved: 3, blocked: ["cheap pills", "über", "", " "]).state(of: text, trap: "", seconds: nil)
        #expect((state == .held) == isBlocked)
    }

    @Test func limitsLinksOfNewMembers() {
        let text = TypedText(lines: "http://a.example [b](http://b.example) <http://c.example>", limit: 100)
        let html = CommentJudge.html(of: text)
        #expect(CommentJudge.links(in: html) == 3)
        #expect(judge(approved: 0).fault(in: text, html: html) == .tooManyLinks)
        #expect(judge(approved: 3).fault(in: text, html: html) == nil)
    }
}
