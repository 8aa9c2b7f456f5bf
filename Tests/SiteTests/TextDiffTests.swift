import Site
import Testing

@Suite struct TextDiffTests {
    /// What `<del>` and what `<ins>` would hold, and that both texts can be made of the parts.
    private func marks(_ old: String, _ new: String) -> (removed: String, added: String) {
        var (before, after): ([String], [String]) = ([], [])
        var (removed, added) = ("", "")
        for part in TextDiff(from: old, to: new).parts {
            switch part {
            case .same(let lines):
                before += lines
                after += lines
            case .removed(let lines):
                before += lines
                removed += lines.joined(separator: "\n")
            case .added(let lines):
                after += lines
                added += lines.joined(separator: "\n")
            case .changed(let pieces):
                before.append(pieces.filter { $0.kind != .added }.map(\.text).joined())
                after.append(pieces.filter { $0.kind != .removed }.map(\.text).joined())
                removed += pieces.filter { $0.kind == .removed }.map(\.text).joined()
                added += pieces.filter { $0.kind == .added }.map(\.text).joined()
            }
        }
        #expect(before.joined(separator: "\n") == old)
        #expect(after.joined(separator: "\n") == new)
        return (removed, added)
    }

    @Test func findsLinesAndWords() {
        #expect(marks("a\nb\nc", "a\nc") == ("b", ""))
        #expect(marks("a\nc", "a\nb\nc") == ("", "b"))
        #expect(marks("The second line, unchanged.", "The third line, unchanged.") == ("second", "third"))
        #expect(marks("", "") == ("", ""))
        #expect(marks("", "new") == ("", "new"))
        #expect(marks("One paragraph of words.", "One paragraph of many words.\n\nAnother.") == ("", "many \nAnother."))
    }

    @Test func saysWhenNothingChanged() {
        #expect(TextDiff(from: "a\nb", to: "a\nb").isEmpty)
        #expect(!TextDiff(from: "a\nb", to: "a\nc").isEmpty)
    }

    @Test func makesBothTextsOfItsParts() {
        var state: UInt64 = 7
        func random(_ below: Int) -> Int {
            state = state &* 6_364_136_223_846_793_005 &+ 1
            return Int(state >> 33) % below
        }
        for _ in 0..<300 {
            let old = (0..<random(30)).map { _ in String(repeating: "w\(random(5)) ", count: random(4)) }
            var new = old
            for _ in 0..<random(8) {
                let index = random(new.count + 1)
                if random(2) == 0 || index >= new.count { new.insert("n\(random(9)) w1", at: index) } else { new.remove(at: index) }
            }
            _ = marks(old.joined(separator: "\n"), new.joined(separator: "\n"))
        }
    }

    @Test func isQuickWhereNothingIsAlike() {
        let old = (0..<20_000).map { "old \($0)" }.joined(separator: "\n")
        let new = (0..<20_000).map { "new \($0)" }.joined(separator: "\n")
        let clock = ContinuousClock()
        let time = clock.measure { _ = TextDiff(from: old, to: new) }
        #expect(time < .seconds(5))
    }
}
