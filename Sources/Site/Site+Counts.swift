import SQLite

extension Site {
    /// How many rows the file has of what people write. It reads an index of each whole.
    public func counts() throws -> (users: Int, posts: Int, comments: Int) {
        try database.first(
            "SELECT (SELECT count(*) FROM user), (SELECT count(*) FROM post), (SELECT count(*) FROM comment)"
        ) { ($0.int(0), $0.int(1), $0.int(2)) } ?? (0, 0, 0)
    }
}
