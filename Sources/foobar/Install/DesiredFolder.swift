import Foundation

/// A folder with its owner and mode.
struct DesiredFolder: DesiredState {
    let name: String
    let ownership: Ownership
    /// What `uninstall` says of it; nil where it goes, with all that is in it.
    var stays: String?

    init(_ path: String, _ mode: mode_t, user: String = "root", group: String = "root", stays: String? = nil) {
        name = path
        ownership = Ownership(user: user, group: group, mode: mode)
        self.stays = stays
    }

    func difference(on machine: Machine) -> String? {
        let path = machine.file(name)
        var isFolder: ObjCBool = false
        guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else { return "is not there" }
        guard isFolder.boolValue else { return "is no folder" }
        return ownership.difference(at: path, on: machine)
    }

    func make(on machine: Machine) throws {
        let path = machine.file(name)
        try FileManager.default.createDirectory(
            atPath: path, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o755])
        try ownership.set(at: path, on: machine)
    }

    func remove(on machine: Machine) throws -> Bool {
        guard FileManager.default.fileExists(atPath: machine.file(name)) else { return false }
        try FileManager.default.removeItem(atPath: machine.file(name))
        return true
    }
}
