import Glibc

/// A lock on a folder, held until it is let go or the process ends, in whatever way.
final class FolderLock {
    private let descriptor: Int32

    /// - Throws: `FolderLockError` where somebody has it.
    init(_ path: String) throws {
        descriptor = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard descriptor >= 0 else { throw FolderLockError(path: path, code: errno) }
        guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
            let code = errno
            close(descriptor)
            throw FolderLockError(path: path, code: code)
        }
    }

    deinit { if descriptor >= 0 { close(descriptor) } }
}
