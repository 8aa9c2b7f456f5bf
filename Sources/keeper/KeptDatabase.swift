import Glibc
import SQLite

/// A database that is held open by two connections: one checkpoints while the other holds the write lock.
///
/// SQLite before 3.51.3 can corrupt the file where two checkpoints and a commit race, so nobody else
/// checkpoints, and nobody commits while this does. https://sqlite.org/wal.html, "The WAL-Reset Bug"
final class KeptDatabase {
    /// A log that is smaller than this is left alone; in bytes.
    static let checkpointedSize = 1 << 20

    let path: String
    private let logPath: [CChar]
    private let checkpointing: Database
    private let locking: Database
    /// When the log was last written, at the checkpoint that copied all of it.
    private var copiedUpTo: timespec?

    /// - Throws: `SQLiteError` where there is no such database.
    init(_ path: String) throws {
        self.path = path
        logPath = Array("\(path)-wal".utf8CString)
        checkpointing = try Database(path, for: .writing)
        locking = try Database(path, for: .writing)
        // A connection that has never read has no log to checkpoint, and would answer 0 and do nothing. This reads no
        // schema, which would stay in memory.
        for connection in [checkpointing, locking] { _ = try connection.first("PRAGMA user_version") { $0.int(0) } }
    }

    /// Copies the log into the database where it is large and has been written since it was last copied whole.
    ///
    /// Readers that stand on an older snapshot can keep it from being copied whole; then the next call goes on.
    /// - Throws: `SQLiteError`, `CheckpointError`.
    func checkpointIfGrown() throws {
        var log = stat()
        guard stat(logPath, &log) == 0, log.st_size > Self.checkpointedSize else { return }
        if let copiedUpTo, copiedUpTo.tv_sec == log.st_mtim.tv_sec, copiedUpTo.tv_nsec == log.st_mtim.tv_nsec {
            return
        }
        let copiedAll = try locking.transaction {
            // Nobody commits from here on, so what is written now is all that this call can copy.
            stat(logPath, &log)
            return try checkpoint()
        }
        copiedUpTo = copiedAll ? log.st_mtim : nil
    }

    /// Whether the log is left, empty, where nobody else has the database open when this ends.
    func leaveLogBehind(_ isLeft: Bool) {
        for connection in [checkpointing, locking] { connection.leaveLogBehind(isLeft) }
    }

    /// - Returns: whether the whole log is in the database now.
    private func checkpoint() throws -> Bool {
        guard let frames = try checkpointing.checkpoint(), frames.inLog >= 0 else { throw CheckpointError() }
        return frames.inLog == frames.copied
    }
}
