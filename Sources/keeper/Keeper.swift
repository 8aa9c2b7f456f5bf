import Glibc
import SQLite

/// What is looked at and done five times a second. While nothing changes a round touches few pages of the program, which
/// are all that stays in memory: no text is put together, and no list made.
struct Keeper {
    private var databases: [KeptDatabase]
    /// Litestream holds it while it replicates: it checkpoints by itself then, and no two may.
    private let checkpointer: Int32
    private var room: Room
    private var news: News
    private var own: OwnDatabases
    /// Of `own`, those that are not opened yet, or can't be.
    private var unopened: [String] = []
    /// By path, so that what lasts for hours is said once: a full disk would not be emptied by it.
    private var complaints: [String: String] = [:]

    /// - Parameters:
    ///   - folder: the data folder.
    ///   - cache: where nginx keeps pages.
    /// - Throws: `SQLiteError` where one of the site's databases can't be opened.
    init(of folder: String, cache: String) throws {
        databases = try ["site.db", "members.db", "tries.db"].map { try KeptDatabase("\(folder)/\($0)") }
        let lock = "\(folder)/checkpointer.lock"
        checkpointer = open(lock, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0o600)
        if checkpointer < 0 { say("\(lock) can't be opened: \(String(cString: strerror(errno)))") }
        room = Room(of: folder, and: cache)
        news = News(of: folder)
        own = OwnDatabases(in: "\(folder)/own")
    }

    mutating func look() {
        room.look()
        news.look()
        if let paths = own.news() { unopened = paths.filter { path in !databases.contains { $0.path == path } } }
        if !unopened.isEmpty { openOwn() }
        guard checkpointer < 0 || flock(checkpointer, LOCK_EX | LOCK_NB) == 0 else { return }
        defer { flock(checkpointer, LOCK_UN) }
        for database in databases {
            do {
                try database.checkpointIfGrown()
                if !complaints.isEmpty { complaints[database.path] = nil }
            } catch {
                complain(about: database.path, error)
            }
        }
    }

    /// - Parameter leavingLogs: as `KeptDatabase.leaveLogBehind`.
    func end(leavingLogs: Bool) {
        for database in databases { database.leaveLogBehind(leavingLogs) }
    }

    private mutating func openOwn() {
        let paths = unopened
        unopened = []
        for path in paths {
            do {
                databases.append(try KeptDatabase(path))
            } catch {
                complain(about: path, error)
                unopened.append(path)
            }
        }
    }

    private mutating func complain(about path: String, _ error: any Error) {
        let complaint = "\(error)"
        if complaints.updateValue(complaint, forKey: path) != complaint { say("\(path): \(complaint)") }
    }
}
