import Foundation

/// Who has the databases of a data folder open.
enum DataFolderUse {
    /// A word for people; nil where nobody has.
    static func user(of folder: String) -> String? {
        let descriptor = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        if descriptor >= 0 {
            defer { close(descriptor) }
            // `foobar serve` holds it.
            if flock(descriptor, LOCK_EX | LOCK_NB) != 0 { return "'foobar serve'" }
        }
        for name in ["site.db", "members.db"] {
            if let pid = holder(of: "\(folder)/\(name)-shm") { return words(pid) }
        }
        return nil
    }

    /// Every connection that has read holds a lock on the log's index (https://sqlite.org/walformat.html#walidxlks).
    private static func holder(of path: String) -> pid_t? {
        let file = open(path, O_RDWR | O_CLOEXEC | O_NOFOLLOW)
        guard file >= 0 else { return nil }
        defer { close(file) }
        var lock = flock()
        lock.l_type = Int16(F_WRLCK)
        lock.l_whence = Int16(SEEK_SET)
        guard fcntl(file, F_GETLK, &lock) == 0, lock.l_type != Int16(F_UNLCK) else { return nil }
        return lock.l_pid
    }

    private static func words(_ pid: pid_t) -> String {
        let name = (try? String(contentsOfFile: "/proc/\(pid)/comm", encoding: .utf8))?.trimmingCharacters(in: .whitespacesAndNewlines)
        return "\(name ?? "a program") (process \(pid))"
    }
}
