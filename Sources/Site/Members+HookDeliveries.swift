import SQLite

extension Members {
    /// Queues an event for a hook, once.
    func addDelivery(of event: String, _ body: String, to hook: Hook, now: Int) throws {
        try database.run(
            """
            INSERT INTO hook_delivery (hook_id, event, body, at, next_at, tries, answer) VALUES (?, ?, ?, ?, ?, 0, '')
            ON CONFLICT (hook_id, event) DO NOTHING
            """, hook.id, event, body, now, now)
    }

    /// Whether a hook was told of an event, or is about to be.
    func hasDelivery(of event: String, to hook: Hook) throws -> Bool {
        try database.first("SELECT 1 FROM hook_delivery WHERE hook_id = ? AND event = ?", hook.id, event) { _ in true } ?? false
    }

    /// Takes the delivery whose time has come first; nil where there is none.
    ///
    /// Nobody else is given it for two minutes. A process that dies between taking and `settle` leaves it to be tried
    /// again then: an event may be told of twice, by the same id, but none is lost.
    public func takeDelivery(now: Int) throws -> HookDelivery? {
        try transaction {
            try database.first(
                """
                UPDATE hook_delivery SET tries = tries + 1, next_at = ?
                WHERE id = (SELECT id FROM hook_delivery WHERE next_at <= ? ORDER BY next_at, id LIMIT 1)
                RETURNING id, hook_id, event, body, at, next_at, tries, delivered_at, answer
                """, now + HookDelivery.claimTime, now
            ) { HookDelivery($0) }
        }
    }

    /// Keeps what a hook answered: lets it wait, the longer the more often it was tried, and turns off a hook that
    /// has taken nothing for three days or wants no more.
    public func settle(_ delivery: HookDelivery, _ answer: HookAnswer, now: Int) throws {
        try transaction {
            if case .taken = answer {
                try database.run(
                    "UPDATE hook_delivery SET delivered_at = ?, next_at = ?, answer = ?, body = '' WHERE id = ?",
                    now, HookDelivery.never, answer.words, delivery.id)
                try database.run("UPDATE hook SET taken_at = ? WHERE id = ?", now, delivery.hookID)
                return
            }
            let isLast = delivery.tries >= HookDelivery.mostTries
            let next = isLast ? HookDelivery.never : now + HookDelivery.delay(afterTries: delivery.tries)
            try database.run("UPDATE hook_delivery SET next_at = ?, answer = ? WHERE id = ?", next, answer.words, delivery.id)
            if case .silent = answer, !isLast {
                // What else it is to hear can wait as long, and no other hook waits for its silence.
                try database.run("UPDATE hook_delivery SET next_at = ? WHERE hook_id = ? AND next_at < ?", next, delivery.hookID, next)
            }
            var isGone = false
            if case .gone = answer { isGone = true }
            guard isGone || isLast else { return }
            let disabled = try database.run(
                "UPDATE hook SET disabled_at = ?, fault = ? WHERE id = ? AND (? OR coalesce(taken_at, 0) < ?)",
                now, answer.words, delivery.hookID, isGone, delivery.at)
            if disabled > 0 {
                try database.run(
                    "UPDATE hook_delivery SET next_at = ? WHERE hook_id = ? AND delivered_at IS NULL",
                    HookDelivery.never, delivery.hookID)
            }
        }
    }

    /// Whether there is a delivery whose time has come.
    public func hasDueDelivery(now: Int) throws -> Bool {
        try database.first("SELECT 1 FROM hook_delivery WHERE next_at <= ? LIMIT 1", now) { _ in true } ?? false
    }

    /// Lets come now what waits for longer than anything may: it was queued before the clock was set back.
    /// - Returns: how many there were.
    @discardableResult
    public func bringDeliveriesForward(now: Int) throws -> Int {
        try database.run(
            "UPDATE hook_delivery SET next_at = ? WHERE next_at > ? AND next_at < ?",
            now, now + HookDelivery.longestDelay, HookDelivery.never)
    }

    /// What was queued last and what became of it, the newest first.
    public func deliveries(limit: Int) throws -> [HookDelivery] {
        var deliveries: [HookDelivery] = []
        try database.query(
            """
            SELECT id, hook_id, event, body, at, next_at, tries, delivered_at, answer FROM hook_delivery
            ORDER BY id DESC LIMIT ?
            """, limit
        ) { deliveries.append(HookDelivery($0)) }
        return deliveries
    }

    /// Forgets deliveries that are over and no news any more.
    func forgetDeliveries(now: Int) throws {
        try database.run(
            "DELETE FROM hook_delivery WHERE next_at >= ? AND at < ?", HookDelivery.never, now - HookDelivery.keptTime)
    }

    /// Queues an event that means nothing, to see whether it arrives.
    public func addPing(to hook: Hook, now: Int) throws {
        let id = "ping-\(Token().text.prefix(16))"
        try addDelivery(of: id, HookNews.body("ping", at: now) { $0.member("hook", hook.id) }, to: hook, now: now)
    }
}

extension HookDelivery {
    init(_ row: Row) {
        self.init(
            id: row.int(0), hookID: row.int(1), event: row.string(2), body: row.string(3), at: row.int(4), nextAt: row.int(5),
            tries: row.int(6), deliveredAt: row.optionalInt(7), answer: row.string(8))
    }
}
