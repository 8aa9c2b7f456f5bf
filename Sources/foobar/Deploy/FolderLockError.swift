import Glibc

/// Somebody has the lock on a folder, or there is no such folder.
struct FolderLockError: Error {
    let path: String
    let code: Int32

    var isTaken: Bool { code == EWOULDBLOCK }
}
