/// What changed from one text to another: lines, and within lines that were changed the words.
///
/// E. W. Myers, "An O(ND) Difference Algorithm and Its Variations", 1986. Where the texts have too little in common
/// for that to be quick, the whole part that differs counts as replaced.
public struct TextDiff: Sendable {
    public struct Piece: Sendable, Equatable {
        public enum Kind: Sendable { case same, removed, added }

        public let kind: Kind
        public let text: String
    }

    /// Lines next to each other.
    public enum Part: Sendable, Equatable {
        case same([String])
        case removed([String])
        case added([String])
        /// A line that was changed, as its pieces.
        case changed([Piece])
    }

    public let parts: [Part]

    /// More differences than this are not looked for.
    private static let mostEdits = 1_000
    private static let mostWordEdits = 200
    /// Lines in one place that are compared word by word.
    private static let mostPairs = 50

    public init(from old: String, to new: String) {
        let lines = Self.edits(from: Self.lines(of: old), to: Self.lines(of: new), limit: Self.mostEdits)
        var parts: [Part] = []
        var index = 0
        while index < lines.count {
            switch lines[index].kind {
            case .same:
                parts.append(.same(lines[index].items))
                index += 1
            case .removed:
                if index + 1 < lines.count, lines[index + 1].kind == .added {
                    parts += Self.replaced(lines[index].items, by: lines[index + 1].items)
                    index += 2
                } else {
                    parts.append(.removed(lines[index].items))
                    index += 1
                }
            case .added:
                parts.append(.added(lines[index].items))
                index += 1
            }
        }
        self.parts = parts
    }

    public var isEmpty: Bool { parts.allSatisfy { if case .same = $0 { true } else { false } } }

    private struct Run {
        let kind: Piece.Kind
        var items: [String]
    }

    private static func lines(of text: String) -> [String] {
        text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    }

    /// Pairs lines that took each other's place, from the first on or from the last back, whichever keeps more of
    /// their words.
    private static func replaced(_ old: [String], by new: [String]) -> [Part] {
        let count = min(old.count, new.count)
        guard count <= mostPairs else { return [.removed(old), .added(new)] }
        let head = zip(old.prefix(count), new.prefix(count)).map { pair($0, $1) }
        let tail = old.count == new.count ? head : zip(old.suffix(count), new.suffix(count)).map { pair($0, $1) }
        func kept(_ pairs: [[Part]]) -> Int { pairs.count { $0.count == 1 } }
        let isHead = kept(head) >= kept(tail)
        var rest: [Part] = []
        if old.count > count { rest.append(.removed(Array(isHead ? old.dropFirst(count) : old.dropLast(count)))) }
        if new.count > count { rest.append(.added(Array(isHead ? new.dropFirst(count) : new.dropLast(count)))) }
        return isHead ? head.flatMap { $0 } + rest : rest + tail.flatMap { $0 }
    }

    /// A line that was changed; or two, where they have hardly a word in common.
    private static func pair(_ old: String, _ new: String) -> [Part] {
        let pieces = edits(from: words(of: old), to: words(of: new), limit: mostWordEdits).map {
            Piece(kind: $0.kind, text: $0.items.joined())
        }
        let kept = pieces.reduce(0) { $1.kind == .same ? $0 + $1.text.utf8.count : $0 }
        return kept * 3 >= max(old.utf8.count, new.utf8.count) && kept > 0
            ? [.changed(pieces)] : [.removed([old]), .added([new])]
    }

    /// Words, and what stands between them.
    private static func words(of line: String) -> [String] {
        var words: [String] = []
        var isInWord = false
        for character in line {
            let isWord = character.isLetter || character.isNumber
            if isWord && isInWord, let last = words.indices.last {
                words[last].append(character)
            } else {
                words.append(String(character))
            }
            isInWord = isWord
        }
        return words
    }

    /// Runs of what is the same, was removed or was added; a removal stands before the addition in its place.
    private static func edits(from old: [String], to new: [String], limit: Int) -> [Run] {
        // Numbers are compared quicker than text.
        var numbers: [String: Int] = [:]
        func number(_ text: String) -> Int {
            if let known = numbers[text] { return known }
            numbers[text] = numbers.count
            return numbers.count - 1
        }
        let (left, right) = (old.map(number), new.map(number))
        var start = 0
        while start < min(left.count, right.count), left[start] == right[start] { start += 1 }
        var tail = 0
        while tail < min(left.count, right.count) - start, left[left.count - 1 - tail] == right[right.count - 1 - tail] {
            tail += 1
        }
        var kinds = [Piece.Kind](repeating: .same, count: start)
        kinds += path(
            Array(left[start..<left.count - tail]), Array(right[start..<right.count - tail]), limit: limit)
        kinds += [Piece.Kind](repeating: .same, count: tail)
        return runs(kinds, old, new)
    }

    private static func runs(_ kinds: [Piece.Kind], _ old: [String], _ new: [String]) -> [Run] {
        var runs: [Run] = []
        var (x, y) = (0, 0)
        var (removed, added): ([String], [String]) = ([], [])
        func flush() {
            if !removed.isEmpty { runs.append(Run(kind: .removed, items: removed)) }
            if !added.isEmpty { runs.append(Run(kind: .added, items: added)) }
            (removed, added) = ([], [])
        }
        for kind in kinds {
            switch kind {
            case .same:
                flush()
                if let last = runs.indices.last, runs[last].kind == .same {
                    runs[last].items.append(new[y])
                } else {
                    runs.append(Run(kind: .same, items: [new[y]]))
                }
                x += 1
                y += 1
            case .removed:
                removed.append(old[x])
                x += 1
            case .added:
                added.append(new[y])
                y += 1
            }
        }
        flush()
        return runs
    }

    /// The shortest way from `a` to `b`, a step for each item.
    private static func path(_ a: [Int], _ b: [Int], limit mostEdits: Int) -> [Piece.Kind] {
        let replaced = [Piece.Kind](repeating: .removed, count: a.count) + [Piece.Kind](repeating: .added, count: b.count)
        if a.isEmpty || b.isEmpty { return replaced }
        let limit = min(a.count + b.count, mostEdits)
        // furthest[k + limit + 1]: how far in `a` the furthest path on diagonal k = x - y has come.
        var furthest = [Int](repeating: 0, count: 2 * limit + 3)
        var trace: [[Int32]] = []
        for edits in 0...limit {
            trace.append((limit + 1 - edits...limit + 1 + edits).map { Int32(furthest[$0]) })
            for k in stride(from: -edits, through: edits, by: 2) {
                let index = k + limit + 1
                var x = k == -edits || (k != edits && furthest[index - 1] < furthest[index + 1])
                    ? furthest[index + 1] : furthest[index - 1] + 1
                while x < a.count, x - k < b.count, x - k >= 0, a[x] == b[x - k] { x += 1 }
                furthest[index] = x
                if x >= a.count && x - k >= b.count { return back(trace, edits, a.count, b.count) }
            }
        }
        return replaced
    }

    /// Goes back over what each round found.
    private static func back(_ trace: [[Int32]], _ edits: Int, _ endX: Int, _ endY: Int) -> [Piece.Kind] {
        var kinds: [Piece.Kind] = []
        var (x, y) = (endX, endY)
        for round in stride(from: edits, through: 1, by: -1) {
            // Each round kept its diagonals from -round to round, as they were before it.
            let before = trace[round]
            func reached(_ k: Int) -> Int { Int(before[k + round]) }
            let k = x - y
            let isAddition = k == -round || (k != round && reached(k - 1) < reached(k + 1))
            let previous = isAddition ? k + 1 : k - 1
            let previousX = reached(previous)
            let previousY = previousX - previous
            while x > previousX && y > previousY {
                kinds.append(.same)
                x -= 1
                y -= 1
            }
            kinds.append(isAddition ? .added : .removed)
            (x, y) = (previousX, previousY)
        }
        kinds += [Piece.Kind](repeating: .same, count: x)
        return kinds.reversed()
    }
}
