import Foundation

/// A symbolic link.
struct DesiredLink: DesiredState {
    let name: String
    let target: String

    init(_ path: String, to target: String) {
        name = path
        self.target = target
    }

    func difference(on machine: Machine) -> String? {
        let path = machine.file(name)
        var status = stat()
        guard lstat(path, &status) == 0 else { return "is not there" }
        let found = try? FileManager.default.destinationOfSymbolicLink(atPath: path)
        return found == target ? nil : "does not lead to \(target)"
    }

    func make(on machine: Machine) throws {
        let path = machine.file(name)
        let folder = URL(fileURLWithPath: path).deletingLastPathComponent().path
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        let staged = path + ".new"
        unlink(staged)
        guard symlink(target, staged) == 0, rename(staged, path) == 0 else {
            throw InstallError.failed(path, reason: String(cString: strerror(errno)))
        }
    }

    func remove(on machine: Machine) throws -> Bool {
        // Another in its place is the owner's.
        guard (try? FileManager.default.destinationOfSymbolicLink(atPath: machine.file(name))) == target else { return false }
        return unlink(machine.file(name)) == 0
    }
}
