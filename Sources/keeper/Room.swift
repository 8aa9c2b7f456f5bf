import Glibc

/// Whether the disks of data and kept pages have room, told by the name of a file: `disk-has-room` or `disk-is-full`.
///
/// nginx looks for the second: an answer that it has no room to keep would reach nobody.
struct Room {
    private let folder: String
    private let folderPath: [CChar]
    private let cachePath: [CChar]
    private var isFull = false
    private static let hasRoomName = "/disk-has-room"
    private static let isFullName = "/disk-is-full"
    /// Less than this, in bytes, is nothing: it is gone with the next upload.
    private static let least: UInt = 1 << 20

    /// - Parameter folder: the data folder, where the file is.
    init(of folder: String, and cache: String) {
        self.folder = folder
        folderPath = Array(folder.utf8CString)
        cachePath = Array(cache.utf8CString)
        rename(folder + Self.isFullName, folder + Self.hasRoomName)
        // While there is room: on a full disk, a rename may be all that still works.
        close(open(folder + Self.hasRoomName, O_CREAT | O_CLOEXEC, 0o644))
    }

    mutating func look() {
        guard (Self.isFull(folderPath) || Self.isFull(cachePath)) != isFull else { return }
        let (old, new) = isFull ? (Self.isFullName, Self.hasRoomName) : (Self.hasRoomName, Self.isFullName)
        if rename(folder + old, folder + new) == 0 { isFull.toggle() }
    }

    private static func isFull(_ folder: [CChar]) -> Bool {
        var status = statvfs()
        return statvfs(folder, &status) == 0 && status.f_bavail * status.f_frsize < least
    }
}
