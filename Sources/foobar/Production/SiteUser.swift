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
}
