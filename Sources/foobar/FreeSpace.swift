import Glibc

/// Tells when the keeper finds a disk as good as full, and when it has room again. Logs on it are then no help: not even
/// the reason fits into them.
struct FreeSpace {
    let folder: String
    private var isFull = false

    init(folder: String) {
        self.folder = folder
    }

    /// Whether it is full; nil where that is no news.
    mutating func news() -> Bool? {
        let wasFull = isFull
        isFull = access(folder + "/disk-is-full", F_OK) == 0
        return isFull == wasFull ? nil : isFull
    }
}
