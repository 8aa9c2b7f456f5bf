import Foundation
import SQLite
import Site

/// All databases of a data folder at one moment, between two transactions of whoever writes.
///
/// No transaction spans two of them, so there is such a moment only while nobody may write to either: both write locks
/// are held until every snapshot is begun, which is less than a millisecond. Writers go on while the snapshots are
/// copied, and so does the keeper; it can't copy the log beyond them for so long.
struct Snapshots {
    /// A database in a transaction that reads.
    struct Snapshot {
        /// Its path in the data folder.
        let name: String
        let database: Database
    }

    let snapshots: [Snapshot]
    /// When they were taken, in seconds since 1970.
    let moment: Int
    /// How long nobody could write.
    let held: Duration

    /// For how long a transaction of somebody else is waited for, in seconds: an import holds both locks to its end.
    static let patience = 60

    /// - Throws: `BackupError.busy`; `NoDatabaseError`, `SQLiteError`.
    init(of folder: DataFolder) throws {
        for path in [folder.siteDatabase, folder.membersDatabase] where !FileManager.default.fileExists(atPath: path) {
            throw NoDatabaseError(path: path)
        }
        let names = Self.names(in: folder)
        let snapshots = try names.map { name in
            let database = try Database("\(folder.path)/\(name)", for: .reading)
            // The schema is read before anybody waits.
            try database.beginSnapshot()
            try database.run("COMMIT")
            return Snapshot(name: name, database: database)
        }
        let site = try Database(folder.siteDatabase, for: .writing)
        // Whoever holds this one may want the other next.
        let members = try Database(folder.membersDatabase, for: .writing, busyTimeout: 20)
        let deadline = ContinuousClock.now + .seconds(Self.patience)
        while true {
            do {
                try site.run("BEGIN IMMEDIATE")
                let started = ContinuousClock.now
                defer { _ = try? site.run("ROLLBACK") }
                try members.run("BEGIN IMMEDIATE")
                defer { _ = try? members.run("ROLLBACK") }
                for snapshot in snapshots { try snapshot.database.beginSnapshot() }
                self.snapshots = snapshots
                moment = Int(Date().timeIntervalSince1970)
                held = ContinuousClock.now - started
                return
            } catch let error as SQLiteError where error.isBusy {
                guard ContinuousClock.now < deadline else { throw BackupError.busy(seconds: Self.patience) }
                usleep(50_000)
            }
        }
    }

    /// The databases that there are.
    static func names(in folder: DataFolder) -> [String] {
        let manager = FileManager.default
        let own = ((try? manager.contentsOfDirectory(atPath: folder.ownDatabases)) ?? []).sorted()
        return ["site.db", "members.db", "tries.db"].filter { manager.fileExists(atPath: "\(folder.path)/\($0)") }
            + own.filter { $0.hasSuffix(".db") && !$0.hasPrefix(".") }.map { "own/\($0)" }
    }

    /// Copies them into a folder, and ends them.
    /// - Throws: `SQLiteError`.
    func copy(to folder: String) throws {
        for snapshot in snapshots {
            try snapshot.database.copyPages(to: "\(folder)/\(snapshot.name)")
            try snapshot.database.run("COMMIT")
        }
    }
}
