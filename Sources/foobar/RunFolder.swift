import Foundation

/// `run/` in the data folder: what is there while the site is served, and gone after.
///
/// One server has a data folder at a time: it holds a lock on the folder, which ends with the process.
final class RunFolder {
    let dataFolder: String
    var path: String { dataFolder + "/run" }
    private let lock: Int32

    /// Makes the folders, takes the lock, and clears away what a killed server left.
    /// - Throws: `ServeError`.
    init(dataFolder: String) throws {
        self.dataFolder = dataFolder
        let manager = FileManager.default
        do {
            let ours: [FileAttributeKey: Any] = [.posixPermissions: 0o700]
            try manager.createDirectory(atPath: dataFolder, withIntermediateDirectories: true, attributes: ours)
            for name in ["log", "uploads"] {
                try manager.createDirectory(atPath: "\(dataFolder)/\(name)", withIntermediateDirectories: true)
            }
        } catch {
            throw ServeError.dataFolder(path: dataFolder, reason: error.localizedDescription)
        }
        lock = open(dataFolder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard lock >= 0 else {
            throw ServeError.dataFolder(path: dataFolder, reason: String(cString: strerror(errno)))
        }
        guard flock(lock, LOCK_EX | LOCK_NB) == 0 else {
            close(lock)
            throw ServeError.alreadyServed(path: dataFolder)
        }
        remove()
        try manager.createDirectory(atPath: path, withIntermediateDirectories: true)
        _ = manager.createFile(atPath: path + "/room", contents: nil)
    }

    deinit { close(lock) }

    func remove() {
        try? FileManager.default.removeItem(atPath: path)
    }

    /// Takes away the pages that nginx keeps. By a clock that was set back, it would take them for new until it is
    /// that late again.
    func forgetPages() {
        for name in ["pages", "nowhere"] {
            let files = FileManager.default.enumerator(atPath: "\(path)/\(name)")
            while let file = files?.nextObject() as? String {
                // Folders stay: nginx may be about to write into them.
                if files?.fileAttributes?[.type] as? FileAttributeType == .typeRegular { unlink("\(path)/\(name)/\(file)") }
            }
        }
    }

    /// Lets nginx keep pages, or not: nginx/site.conf looks for the file. A rename works on a full disk too.
    func keepPages(_ isKeeping: Bool) {
        rename(path + (isKeeping ? "/full" : "/room"), path + (isKeeping ? "/room" : "/full"))
    }

    /// A socket in the folder that processes wait on for requests.
    ///
    /// Only its owner may connect. A socket's path ends at 107 bytes, so it is bound by the folder's descriptor.
    /// - Returns: its descriptor, closed in programs that are started unless it is handed to them.
    func listen(_ name: String) throws -> Int32 {
        let folder = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        defer { close(folder) }
        let listener = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue), 0)
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        let bytes = Array("/proc/self/fd/\(folder)/\(name)".utf8)
        withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: bytes) }
        let before = umask(0o177)
        let bound = withUnsafePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                bind(listener, $0, socklen_t(MemoryLayout<sockaddr_un>.size))
            }
        }
        umask(before)
        // Where a thousand readers ask at once, they wait in this queue; nginx answers 502 to whom it has no place for.
        guard bound == 0, Glibc.listen(listener, 4_096) == 0 else {
            throw ServeError.dataFolder(path: path, reason: String(cString: strerror(errno)))
        }
        return listener
    }
}
