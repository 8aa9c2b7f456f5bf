import CSodium
import SQLite

/// How often something may be tried: so many times at once, and then once in so many seconds. Those of scripts have
/// names that begin with `script/`.
public struct TryLimit: Sendable {
    let name: String
    /// At once.
    public let burst: Int
    /// Seconds until one more is free.
    public let every: Int

    public init(_ name: String, burst: Int, every: Int) {
        self.name = name
        self.burst = burst
        self.every = every
    }

    /// A password for one account from one place: whoever guesses shuts out only herself.
    public static let passwordFromPlace = TryLimit("password-from", burst: 10, every: 60)
    /// A password for one account from anywhere: a thousand places together get no further than some 1,500 a day.
    public static let password = TryLimit("password", burst: 60, every: 60)
    /// Log-ins of all kinds from one place.
    public static let place = TryLimit("place", burst: 60, every: 15)
    /// A code of a second factor: 1 in 300,000 guesses is right, so 10 years of them are.
    public static let code = TryLimit("code", burst: 6, every: 300)
    /// Mail to one address that anybody may ask for.
    public static let mail = TryLimit("mail", burst: 3, every: 600)
    /// Mail that one place asks for.
    public static let mailFromPlace = TryLimit("mail-from", burst: 20, every: 120)
    /// Forms of readers who are not signed in, kept until they are.
    public static let kept = TryLimit("kept", burst: 20, every: 60)
}

/// Who tried what how often: `tries.db`, apart from the site's databases, so that a flood of tries never makes
/// them wait.
///
/// The generic cell rate algorithm (ITU-T I.371, annex A): a row for each key, one number in it.
public final class Tries {
    /// Milliseconds. Whoever floods this file waits no longer; what could not be counted is not let through.
    static let busyTimeout: Int32 = 500

    private let database: Database

    /// Opens the database of the data folder.
    /// - Throws: `SQLiteError`; `SchemaError`.
    public init(in folder: DataFolder) throws {
        database = try Database(folder.triesDatabase, for: .writing, busyTimeout: Self.busyTimeout)
        try database.check(folder.triesDatabase, against: Schema.tries)
    }

    /// Counts a try, unless there were too many.
    /// - Returns: false where there were; then it is not counted.
    public func count(_ limit: TryLimit, _ key: String, now: Int) throws -> Bool {
        try database.transaction {
            try database.run("DELETE FROM try WHERE free_at < ?", now)
            let row = hash(limit, key)
            let latest = now + limit.burst * limit.every
            // Written before the clock was set back: nobody would get in until it is that late again.
            try database.run("UPDATE try SET free_at = ? WHERE key = ? AND free_at > ?", latest, row, latest)
            // Each try moves the moment on by `every`; it may lie `burst` tries ahead. A row that is left lies
            // ahead of now.
            return try database.run(
                """
                INSERT INTO try (key, free_at) VALUES (?, ?)
                ON CONFLICT (key) DO UPDATE SET free_at = free_at + ? WHERE free_at + ? <= ?
                """, row, now + limit.every, limit.every, limit.every, latest) > 0
        }
    }

    /// Holds the file's lock meanwhile.
    func whileLocked(_ body: () throws -> Void) throws { try database.transaction(body) }

    /// Forgets all tries: one was right.
    public func forget(_ limit: TryLimit, _ key: String) throws {
        try database.run("DELETE FROM try WHERE key = ?", hash(limit, key))
    }

    /// The file holds no addresses, and keys of one length.
    private func hash(_ limit: TryLimit, _ key: String) -> [UInt8] {
        var out = [UInt8](repeating: 0, count: 16)
        let input = Array("\(limit.name) \(key)".utf8)
        crypto_generichash(&out, out.count, input, UInt64(input.count), nil, 0)
        return out
    }
}
