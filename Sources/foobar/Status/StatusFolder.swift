import Foundation
import Site

/// `status/` in the data folder: what was counted, and what is made of it.
///
/// On a server it is root's, in a folder where programs may make files: it is never followed through a link.
struct StatusFolder {
    let path: String

    init(_ folder: DataFolder) {
        path = folder.status
    }

    /// What was counted up to now; nothing where that is new, or can't be read.
    func traffic() -> Traffic {
        (try? String(contentsOfFile: path + "/traffic", encoding: .utf8)).flatMap { Traffic(text: $0) } ?? Traffic()
    }

    /// Runs `body` while nobody else counts. Makes the folder where there is none.
    /// - Throws: `StatusFolderError`, and what `body` throws.
    func locked(_ body: (borrowing OpenFolder) throws -> Void) throws {
        guard mkdir(path, 0o755) == 0 || errno == EEXIST else { throw StatusFolderError(path: path, reason: Self.reason) }
        let folder = OpenFolder(descriptor: open(path, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC))
        guard folder.descriptor >= 0 else { throw StatusFolderError(path: path, reason: Self.reason) }
        var status = stat()
        guard fstat(folder.descriptor, &status) == 0, status.st_uid == geteuid() else {
            throw StatusFolderError(path: path, reason: "it belongs to another user")
        }
        guard flock(folder.descriptor, LOCK_EX) == 0 else { throw StatusFolderError(path: path, reason: Self.reason) }
        try body(folder)
    }

    private static var reason: String { String(cString: strerror(errno)) }

    struct OpenFolder: ~Copyable {
        let descriptor: Int32

        deinit { close(descriptor) }

        /// In place of what was there, at once.
        /// - Throws: `StatusFolderError`.
        func write(_ bytes: [UInt8], to name: String) throws {
            let fresh = ".\(name).new"
            unlinkat(descriptor, fresh, 0)
            let file = openat(descriptor, fresh, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0o644)
            guard file >= 0 else { throw StatusFolderError(path: name, reason: StatusFolder.reason) }
            defer { close(file) }
            var rest = bytes[...]
            while !rest.isEmpty {
                let count = rest.withUnsafeBytes { Glibc.write(file, $0.baseAddress, $0.count) }
                guard count > 0 else {
                    let error = StatusFolderError(path: name, reason: StatusFolder.reason)
                    unlinkat(descriptor, fresh, 0)
                    throw error
                }
                rest = rest.dropFirst(count)
            }
            guard renameat(descriptor, fresh, descriptor, name) == 0 else {
                throw StatusFolderError(path: name, reason: StatusFolder.reason)
            }
        }
    }
}
