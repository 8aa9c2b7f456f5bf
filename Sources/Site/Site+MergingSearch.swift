import SQLite

extension Site {
    /// Merges the pieces that the search's index is in, which grow more with each post that is written, so that a word is
    /// looked for in one. https://sqlite.org/fts5.html#the_merge_command
    ///
    /// Each step is a transaction of its own and holds the write lock for some milliseconds.
    /// - Parameter between: is called after each step.
    /// - Throws: `SQLiteError`.
    public func mergeSearch(between: () throws -> Void) throws {
        // The first number is negative: it takes in all pieces, those too that would stay apart for now.
        var pages = -Self.pagesOfStep
        while true {
            let before = database.totalChanges
            try database.run("INSERT INTO search (search, rank) VALUES ('merge', ?)", pages)
            // Fewer than two rows are changed where nothing was left to merge.
            guard database.totalChanges - before >= 2 else { return }
            pages = abs(pages)
            try between()
        }
    }

    private static let pagesOfStep = 64
}
