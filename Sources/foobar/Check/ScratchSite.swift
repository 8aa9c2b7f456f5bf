import Foundation
import SQLite
import Site

/// A data folder of its own, made of another's databases and gone when it is let go: what is tried in it changes
/// nothing.
final class ScratchSite {
    let dataFolder: String

    /// - Parameter original: the folder to copy; an empty site is made where there is none, or no database in it.
    /// - Throws: `SQLiteError`, where a database can't be read or there is no room for its copy.
    init(of original: String?) throws {
        let manager = FileManager.default
        dataFolder = manager.temporaryDirectory.appendingPathComponent("foobar-\(UUID().uuidString)").path
        try manager.createDirectory(atPath: dataFolder + "/uploads", withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        do {
            if let original { try copyDatabases(of: original) }
            try DataFolder(dataFolder).prepare()
        } catch {
            remove()
            throw error
        }
    }

    deinit { remove() }

    private func copyDatabases(of original: String) throws {
        for name in (try? FileManager.default.contentsOfDirectory(atPath: original)) ?? [] where name.hasSuffix(".db") {
            try Database("\(original)/\(name)", for: .reading).copy(to: "\(dataFolder)/\(name)")
        }
    }

    private func remove() {
        try? FileManager.default.removeItem(atPath: dataFolder)
    }
}
