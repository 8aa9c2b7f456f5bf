import SQLite

/// What a moderator or owner did, as the public log has it.
public struct LoggedAct: Sendable, Equatable {
    /// Characters of a reason.
    public static let reasonLimit = 300

    public let id: Int
    /// Seconds since 1970.
    public let at: Int
    public let actor: Byline
    /// hide, restore, approve, lock, unlock, ban, unban, role, ...
    public let act: String
    /// A path of this site.
    public let target: String
    public let title: String
    public let reason: String

    init(_ row: Row) {
        id = row.int(0)
        at = row.int(1)
        actor = Byline(line: row.string(2))
        act = row.string(3)
        target = row.string(4)
        title = row.string(5)
        reason = row.string(6)
    }
}

extension Site {
    /// One page of the log, the newest first.
    /// - Returns: the acts, and where the next page begins if there is one.
    public func acts(before id: Int = .max, limit: Int) throws -> (acts: [LoggedAct], next: Int?) {
        var acts: [LoggedAct] = []
        try database.query(
            "SELECT id, at, actor, act, target, title, reason FROM act WHERE id < ? ORDER BY id DESC LIMIT ?", id, limit + 1
        ) { acts.append(LoggedAct($0)) }
        guard acts.count > limit else { return (acts, nil) }
        acts.removeLast()
        return (acts, acts.last?.id)
    }
}
