extension Site {
    /// What a night is for: fresh statistics, and the search index in fewer pieces, of which each write leaves one more.
    ///
    /// Each step is short; who writes meanwhile waits for one of them at the most.
    public func optimise() throws {
        try database.optimise()
        // https://sqlite.org/fts5.html#the_merge_command: fewer than two changes say that nothing is left to merge.
        try database.runWhileChanging("INSERT INTO search (search, rank) VALUES ('merge', 200)", least: 2)
    }
}

extension Members {
    /// Brings SQLite's statistics up to date.
    public func optimise() throws {
        try database.optimise()
    }
}
