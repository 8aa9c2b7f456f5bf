import Foundation

/// Whose a file is, and what may be done with it.
struct Ownership: Equatable {
    var user = "root"
    var group = "root"
    let mode: mode_t

    /// What differs at `path`, which is there.
    func difference(at path: String, on machine: Machine) -> String? {
        var status = stat()
        guard lstat(path, &status) == 0 else { return "is not there" }
        let found = status.st_mode & 0o7777
        if found != mode { return "has mode \(Self.octal(found)), not \(Self.octal(mode))" }
        let isOurs = machine.number(ofUser: user) == status.st_uid && machine.number(ofGroup: group) == status.st_gid
        return isOurs ? nil : "is not \(user):\(group)'s"
    }

    /// - Throws: `InstallError`.
    func set(at path: String, on machine: Machine) throws {
        guard let uid = machine.number(ofUser: user) else { throw InstallError.noUser(user) }
        guard let gid = machine.number(ofGroup: group) else { throw InstallError.noUser(group) }
        // chown(2) takes set-group-id away, so the mode comes after.
        guard lchown(path, uid, gid) == 0, chmod(path, mode) == 0 else {
            throw InstallError.failed(path, reason: String(cString: strerror(errno)))
        }
    }

    private static func octal(_ mode: mode_t) -> String { "0" + String(mode, radix: 8) }
}
