import CProcess
import Foundation
import SQLite
import Site

/// Puts a site that was unpacked in the place of the one that is there.
struct Restore {
    let home: Home
    /// The data folder.
    let folder: String

    /// What makes up a site, besides its logs and what is known of its backups.
    private static let parts = ["site.db", "members.db", "tries.db"].flatMap { [$0, "\($0)-wal", "\($0)-shm"] }
        + ["own", "uploads", Replica.folderName]

    /// Whether this is the folder that the units of a server serve.
    private var isServer: Bool { home.isRelease && folder == Installation.data && geteuid() == 0 }
    private var owners: Owners { isServer ? Owners.ofServer ?? .unchanged : .unchanged }

    /// - Throws: `RestoreError`.
    func refuseToOverwrite(replaces: Bool) throws {
        if !isServer || !ServingUnits.areHere, let who = DataFolderUse.user(of: folder) {
            throw RestoreError.served(folder: folder, by: who)
        }
        if !replaces && hasData { throw RestoreError.hasData(folder: folder) }
    }

    private var hasData: Bool {
        Self.parts.contains { part in
            guard let names = try? FileManager.default.contentsOfDirectory(atPath: "\(folder)/\(part)") else {
                return FileManager.default.fileExists(atPath: "\(folder)/\(part)")
            }
            return !names.isEmpty
        }
    }

    func makeFolder() throws {
        guard !FileManager.default.fileExists(atPath: folder) else { return }
        do {
            try FileManager.default.createDirectory(
                atPath: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        } catch {
            throw BackupError.unwritable(path: folder, reason: error.localizedDescription)
        }
    }

    /// Brings what was unpacked to these programs' form, and reads it whole.
    /// - Returns: what is worth a look, and was so when the backup was made.
    /// - Throws: `RestoreError.notSound`.
    @discardableResult
    func prove(_ unpacked: String, file: String) throws -> [String] {
        do {
            try DataFolder(unpacked).prepare()
        } catch {
            throw RestoreError.notSound(file: file, reason: "\(error)")
        }
        var notes: [String] = []
        for check in DatabaseCheck.all(in: DataFolder(unpacked)) {
            for fault in check.faults() {
                switch fault {
                case .orphans, .notLogged: notes.append("\(check.name): \(fault.problem)")
                default: throw RestoreError.notSound(file: file, reason: "\(check.name) \(fault.problem)")
                }
            }
        }
        do {
            try Site(in: DataFolder(unpacked), for: .writing).checkSearch()
        } catch let error as SQLiteError where error.isDamage {
            notes.append("site.db: \(DatabaseFault.searchIndex(reason: error.message).problem)")
        }
        return notes
    }

    /// Asks every program for a page, as a stranger would.
    /// - Returns: how many there are.
    /// - Throws: `RestoreError.notSound`, of those that fail.
    func askPrograms(_ unpacked: String, file: String) throws -> Int {
        var failed: [String] = []
        var count = 0
        let folders = [home.programs] + (home.isRelease ? [Installation.scripts] : [])
        for programs in folders {
            let names = (try? FileManager.default.contentsOfDirectory(atPath: programs)) ?? []
            for name in names.sorted() where RoutingTable.isProgramName(name) {
                let program = RouteProgram(name: name, home: home, in: programs)
                guard FileManager.default.isExecutableFile(atPath: program.path) else { continue }
                try Backup.checkInterruption()
                let variables = MetaVariables(
                    method: "GET", target: try RequestTarget("/\(name)"), headers: [], contentLength: nil, contentType: nil,
                    program: name, scriptName: "/\(name)", pathInfo: "")
                count += 1
                do {
                    let answer = try program.run(
                        environment: variables.environment(home: home, dataFolder: unpacked), body: Data())
                    if answer.response.status >= 500 { failed.append("\(name) answers \(answer.response.status)") }
                } catch {
                    failed.append("\(error)".trimmingCharacters(in: ["."]))
                }
            }
        }
        guard failed.isEmpty else { throw RestoreError.notSound(file: file, reason: failed.joined(separator: "; ")) }
        return count
    }

    /// Moves what is there aside, and what was unpacked into its place.
    /// - Returns: where it was moved to; nil where nothing was there.
    func exchange(_ unpacked: String) throws -> String? {
        for name in Snapshots.names(in: DataFolder(unpacked)) {
            // The last to close it writes its log back, and leaves it empty.
            _ = try Database("\(unpacked)/\(name)", for: .writing).journalMode()
        }
        try? FileManager.default.createDirectory(atPath: unpacked + "/uploads", withIntermediateDirectories: true)
        try owners.give(unpacked)
        Self.sync(unpacked)
        try Backup.checkInterruption()
        guard isServer, ServingUnits.areHere else { return try rename(unpacked) }
        return try ServingUnits.active().stopped { try rename(unpacked) }
    }

    private func rename(_ unpacked: String) throws -> String? {
        if let who = DataFolderUse.user(of: folder) { throw RestoreError.served(folder: folder, by: who) }
        let manager = FileManager.default
        var aside: String?
        if hasData {
            let path = "\(folder)/replaced-\(BackupName(moment: Int(Date().timeIntervalSince1970)).stamp)"
            try manager.createDirectory(atPath: path, withIntermediateDirectories: false, attributes: [.posixPermissions: 0o700])
            aside = path
        }
        for part in Self.parts {
            if let aside, manager.fileExists(atPath: "\(folder)/\(part)") {
                try manager.moveItem(atPath: "\(folder)/\(part)", toPath: "\(aside)/\(part)")
            }
            if manager.fileExists(atPath: "\(unpacked)/\(part)") {
                // An empty folder was there.
                try? manager.removeItem(atPath: "\(folder)/\(part)")
                try manager.moveItem(atPath: "\(unpacked)/\(part)", toPath: "\(folder)/\(part)")
            }
        }
        try owners.giveFolder(folder)
        Self.sync(folder)
        return aside
    }

    private static func sync(_ folder: String) {
        let descriptor = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard descriptor >= 0 else { return }
        syncfs(descriptor)
        close(descriptor)
    }
}
