import Glibc

/// Tells when a disk is as good as full. Logs on it are then no help: not even the reason fits into them.
struct FreeSpace {
    let folder: String
    private var isLow = false
    /// Less than this, in bytes, is nothing: it is gone with the next upload.
    private static let least: UInt = 1 << 20

    init(folder: String) {
        self.folder = folder
    }

    /// What to tell the operator; nil where it was told already, or there is room.
    mutating func warning() -> String? {
        var status = statvfs()
        guard statvfs(folder, &status) == 0 else { return nil }
        let wasLow = isLow
        isLow = status.f_bavail * status.f_frsize < Self.least
        return isLow && !wasLow ? "The disk of \(folder) is full: what people write is refused until there is room. Nothing is lost." : nil
    }
}
