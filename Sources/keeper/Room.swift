import Glibc

/// Whether the disk of a folder has room, told by the name of a file there: `disk-has-room` or `disk-is-full`.
///
/// nginx looks for the second: an answer that it has no room to keep would reach nobody.
struct Room {
    private let folder: String
    private var isFull = false
    private static let hasRoomName = "/disk-has-room"
    private static let isFullName = "/disk-is-full"
    /// Less than this, in bytes, is nothing: it is gone with the next upload.
    private static let least: UInt = 1 << 20

    init(of folder: String) {
        self.folder = folder
        rename(folder + Self.isFullName, folder + Self.hasRoomName)
        // While there is room: on a full disk, a rename may be all that still works.
        close(open(folder + Self.hasRoomName, O_CREAT | O_CLOEXEC, 0o644))
    }

    mutating func look() {
        var status = statvfs()
        guard statvfs(folder, &status) == 0, (status.f_bavail * status.f_frsize < Self.least) != isFull else { return }
        let (old, new) = isFull ? (Self.isFullName, Self.hasRoomName) : (Self.hasRoomName, Self.isFullName)
        if rename(folder + old, folder + new) == 0 { isFull.toggle() }
    }
}
