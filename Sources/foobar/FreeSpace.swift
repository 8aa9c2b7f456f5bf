import Glibc

/// Tells when a disk is as good as full, and when it has room again. Logs on it are then no help: not even the reason
/// fits into them.
struct FreeSpace {
    let folder: String
    private var isFull = false
    /// Less than this, in bytes, is nothing: it is gone with the next upload.
    private static let least: UInt = 1 << 20

    init(folder: String) {
        self.folder = folder
    }

    /// Whether it is full; nil where that is no news.
    mutating func news() -> Bool? {
        var status = statvfs()
        guard statvfs(folder, &status) == 0 else { return nil }
        let wasFull = isFull
        isFull = status.f_bavail * status.f_frsize < Self.least
        return isFull == wasFull ? nil : isFull
    }
}
