import Foundation

/// Whose the files of a data folder are, and who may do what with them.
enum Owners {
    /// Whoever restores them keeps them.
    case unchanged
    /// The programs' user has them; nginx's workers read uploads.
    case server(user: uid_t, group: gid_t, webServerGroup: gid_t)

    /// nil where this machine has no such users.
    static var ofServer: Owners? {
        guard let user = getpwnam(Installation.user), let uid = Optional(user.pointee.pw_uid), let gid = Optional(user.pointee.pw_gid),
            let webServer = getgrnam(Installation.webServerUser)
        else { return nil }
        return .server(user: uid, group: gid, webServerGroup: webServer.pointee.gr_gid)
    }

    /// Sets owners and modes of what was unpacked.
    func give(_ folder: String) throws {
        try set(folder, 0o700, isUpload: false)
        for name in try FileManager.default.contentsOfDirectory(atPath: folder) {
            let path = "\(folder)/\(name)"
            let isFolder = name == "own" || name == "uploads"
            try set(path, isFolder ? 0o700 : 0o600, isUpload: name == "uploads")
            guard isFolder else { continue }
            for file in try FileManager.default.contentsOfDirectory(atPath: path) {
                try set("\(path)/\(file)", 0o600, isUpload: name == "uploads")
            }
        }
    }

    /// The data folder itself: programs make databases in it, and can't take away what is root's there.
    func giveFolder(_ folder: String) throws {
        guard case .server(_, let group, _) = self else { return }
        try change(folder, user: 0, group: group, mode: 0o1771)
        let logs = folder + "/log"
        guard !FileManager.default.fileExists(atPath: logs) else { return }
        try FileManager.default.createDirectory(atPath: logs, withIntermediateDirectories: false)
        try change(logs, user: 0, group: group, mode: 0o751)
    }

    private func set(_ path: String, _ mode: mode_t, isUpload: Bool) throws {
        var status = stat()
        guard lstat(path, &status) == 0 else { return }
        let isFolder = status.st_mode & S_IFMT == S_IFDIR
        switch self {
        case .unchanged: try change(path, user: .max, group: .max, mode: isUpload ? (isFolder ? 0o755 : 0o644) : mode)
        case .server(let user, let group, let webServerGroup):
            try change(
                path, user: user, group: isUpload ? webServerGroup : group, mode: isUpload ? (isFolder ? 0o2750 : 0o640) : mode)
        }
    }

    private func change(_ path: String, user: uid_t, group: gid_t, mode: mode_t) throws {
        // The owner first: a change of it takes the setgid bit away.
        guard lchown(path, user, group) == 0, chmod(path, mode) == 0 else {
            throw BackupError.unwritable(path: path, reason: String(cString: strerror(errno)))
        }
    }
}
