import Foundation

/// The user whose the databases of a server are.
enum SiteUser {
    /// From here on this process is that user, where root has started it for the server's own data folder.
    ///
    /// SQLite makes a log and its index as whoever opens a database; and root may open none for making in a sticky
    /// folder that is another's (fs.protected_regular, proc_sys_fs(5)).
    /// - Throws: `BackupError.unwritable`, where the system does not allow it.
    static func become(for folder: String, home: Home) throws {
        guard geteuid() == 0, home.isRelease, folder == Installation.data, let user = getpwnam(Installation.user) else { return }
        let (uid, gid) = (user.pointee.pw_uid, user.pointee.pw_gid)
        guard initgroups(Installation.user, gid) == 0, setgid(gid) == 0, setuid(uid) == 0 else {
            throw BackupError.unwritable(path: folder, reason: String(cString: strerror(errno)))
        }
    }

    /// Does `body` as the user whose the databases in `folder` are, where root asks. Root goes on afterwards.
    /// - Throws: what `body` throws.
    static func acting<Value>(for folder: String, _ body: () throws -> Value) throws -> Value {
        var status = stat()
        guard geteuid() == 0, stat(folder + "/site.db", &status) == 0, status.st_uid != 0 else { return try body() }
        defer {
            _ = seteuid(0)
            _ = setegid(0)
        }
        guard setegid(status.st_gid) == 0, seteuid(status.st_uid) == 0 else {
            throw BackupError.unwritable(path: folder, reason: String(cString: strerror(errno)))
        }
        return try body()
    }
}
