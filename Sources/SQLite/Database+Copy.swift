extension Database {
    /// Writes a copy of the whole database, as it is at this moment, to a new file.
    /// - Throws: `SQLiteError`, where the file is there already or can't be written.
    public func copy(to path: String) throws {
        try run("VACUUM INTO ?", path)
        let copy = try Database(path, for: .writing)
        _ = try copy.first("PRAGMA journal_mode = WAL") { _ in }
    }
}
