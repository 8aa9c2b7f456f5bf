/// The ids from a thread's root to a comment, 5 bytes each: their order is that of the thread.
enum CommentPath {
    /// An answer that would be deeper stands beside what it answers: a path must not grow with every turn of a talk.
    static let deepest = 100

    static func isDeepest(_ path: [UInt8]) -> Bool { path.count >= deepest * CommentRow.idWidth }

    static func adding(_ id: Int, to parent: [UInt8]) -> [UInt8] {
        parent + (0..<CommentRow.idWidth).reversed().map { UInt8(truncatingIfNeeded: id >> ($0 * 8)) }
    }

    /// The id before the last.
    static func parent(_ path: [UInt8]) -> Int? {
        let width = CommentRow.idWidth
        guard path.count >= 2 * width else { return nil }
        return path[(path.count - 2 * width)..<(path.count - width)].reduce(0) { $0 << 8 | Int($1) }
    }

    /// All paths below one come before this.
    static func end(_ path: [UInt8]) -> [UInt8] {
        var end = path
        while let last = end.popLast() {
            if last < .max { return end + [last + 1] }
        }
        return [.max, .max, .max, .max, .max, .max]
    }
}
