import SQLite

extension Site {
    /// Somebody by her id, if her account is in use.
    public func viewer(id: Int) throws -> Viewer? {
        try database.first("SELECT id, name, shown, role FROM user WHERE id = ? AND state = 'active'", id) {
            Viewer(id: $0.int(0), name: $0.string(1), shown: $0.string(2), role: Role(rawValue: $0.string(3)) ?? .member)
        }
    }
}
