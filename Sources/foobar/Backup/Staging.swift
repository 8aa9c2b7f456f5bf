import Foundation

/// The folder that copies are made in before they are packed.
struct Staging {
    /// The folder that it is in.
    let folder: String
    var path: String { folder + "/.staging" }

    func make() throws {
        remove()
        do {
            try FileManager.default.createDirectory(
                atPath: path + "/own", withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        } catch {
            throw BackupError.unwritable(path: path, reason: error.localizedDescription)
        }
    }

    func remove() { try? FileManager.default.removeItem(atPath: path) }
}
