import Foundation
import Site
import SQLite

/// The databases as they were before a deployment: `backups/before-NAME/`. Only the last of these stays.
struct DeployBackup {
    private static let prefix = "before-"

    let installation: Installation
    let user: ProgramUser
    /// The release's.
    let name: String

    /// - Returns: where it is.
    /// - Throws: `SQLiteError`, `CocoaError`.
    func run() throws -> String {
        let folder = installation.file(Installation.backups)
        let path = "\(folder)/\(Self.prefix)\(name)"
        let manager = FileManager.default
        try manager.createDirectory(atPath: folder, withIntermediateDirectories: true)
        try user.makeFolder(path)
        do {
            for database in DataFolder(installation.file(Installation.data)).databases
            where manager.fileExists(atPath: database.path) {
                let copy = "\(path)/\(database.name).db"
                try SiteUser.acting(for: installation.file(Installation.data)) {
                    try Database(database.path, for: .reading).copy(to: copy)
                }
                guard chown(copy, user.id, user.group) == 0, chmod(copy, 0o600) == 0 else { throw CocoaError(.fileWriteNoPermission) }
            }
        } catch {
            try? manager.removeItem(atPath: path)
            throw error
        }
        for old in try manager.contentsOfDirectory(atPath: folder) where old.hasPrefix(Self.prefix) && old != Self.prefix + name {
            try? manager.removeItem(atPath: "\(folder)/\(old)")
        }
        return "\(Installation.backups)/\(Self.prefix)\(name)"
    }
}
