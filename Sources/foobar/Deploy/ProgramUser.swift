import Foundation
import Glibc

/// The user whom the site's programs run as, for root to run something as them.
struct ProgramUser {
    let id: uid_t
    let group: gid_t
    private let setpriv: String

    /// - Throws: `DeployRefusal`, `MissingToolError`.
    init() throws {
        guard let entry = getpwnam(Installation.user) else { throw DeployRefusal.noUser(Installation.user) }
        id = entry.pointee.pw_uid
        group = entry.pointee.pw_gid
        setpriv = try Tool.path("setpriv", package: "util-linux")
    }

    /// What runs a command as them, put before it. It ends with whoever started it.
    var prefix: [String] {
        [setpriv, "--reuid=\(id)", "--regid=\(group)", "--init-groups", "--no-new-privs", "--pdeathsig=KILL", "--"]
    }

    /// Makes an empty folder of theirs.
    func makeFolder(_ path: String) throws {
        let manager = FileManager.default
        if manager.fileExists(atPath: path) { try manager.removeItem(atPath: path) }
        try manager.createDirectory(atPath: path, withIntermediateDirectories: false, attributes: [.posixPermissions: 0o700])
        guard chown(path, id, group) == 0 else { throw CocoaError(.fileWriteNoPermission) }
    }
}
