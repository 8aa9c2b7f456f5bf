import SQLite

extension Members {
    /// All hooks, the oldest first.
    public func hooks() throws -> [Hook] {
        var hooks: [Hook] = []
        try database.query("SELECT id, address, secret, events, created_at, disabled_at, fault FROM hook ORDER BY id") { row in
            if let hook = Hook(row) { hooks.append(hook) }
        }
        return hooks
    }

    public func hook(_ id: Int) throws -> Hook? {
        try database.first(
            "SELECT id, address, secret, events, created_at, disabled_at, fault FROM hook WHERE id = ?", id
        ) { Hook($0) } ?? nil
    }

    /// Whether there is a hook that is in use.
    public func hasHooks() throws -> Bool {
        try database.first("SELECT 1 FROM hook WHERE disabled_at IS NULL LIMIT 1") { _ in true } ?? false
    }

    /// Adds a hook, which hears of what happens from now on.
    /// - Parameter address: of the site, for what the other hooks have not heard of yet.
    /// - Returns: nil where there are `Hook.most` already.
    public func addHook(
        _ target: HookAddress, events: [HookEvent], site: Site, address: String, now: Int
    ) throws -> Hook? {
        try HookNews.queue(site: site, members: self, now: now, address: address)
        let secret = HookSecret()
        return try transaction {
            guard try hooks().count < Hook.most else { return nil }
            try database.run(
                "INSERT INTO hook (address, secret, events, created_at, fault) VALUES (?, ?, ?, ?, '')",
                target.text, secret.text, events.map(\.rawValue).joined(separator: " "), now)
            return try hook(database.lastInsertRowID)
        }
    }

    /// Takes a hook away, with what it has not been told yet.
    /// - Returns: false where there is none.
    public func removeHook(_ id: Int) throws -> Bool {
        try database.run("DELETE FROM hook WHERE id = ?", id) > 0
    }

    /// Turns a hook on again, and tries anew what it did not take.
    public func enableHook(_ id: Int, now: Int) throws {
        try transaction {
            try database.run("UPDATE hook SET disabled_at = NULL, fault = '' WHERE id = ?", id)
            try database.run(
                "UPDATE hook_delivery SET next_at = ?, tries = 0 WHERE hook_id = ? AND delivered_at IS NULL", now, id)
        }
    }
}

extension Hook {
    /// nil for a row that another program has written wrongly.
    init?(_ row: Row) {
        guard let address = HookAddress(row.string(1)), let secret = HookSecret(row.string(2)) else { return nil }
        self.init(
            id: row.int(0), address: address, secret: secret,
            events: row.string(3).split(separator: " ").compactMap { HookEvent(rawValue: String($0)) },
            createdAt: row.int(4), disabledAt: row.optionalInt(5), fault: row.string(6))
    }
}
