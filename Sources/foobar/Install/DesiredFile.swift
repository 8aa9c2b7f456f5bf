import Foundation

/// A file with its contents.
struct DesiredFile: DesiredState {
    let name: String
    let text: String
    let ownership: Ownership
    let consequences: [Consequence]

    init(_ path: String, _ text: String, ownership: Ownership = Ownership(mode: 0o644), _ consequences: Consequence...) {
        name = path
        self.text = text
        self.ownership = ownership
        self.consequences = consequences
    }

    func difference(on machine: Machine) -> String? {
        let path = machine.file(name)
        guard let found = FileManager.default.contents(atPath: path) else { return "is not there" }
        return found == Data(text.utf8) ? ownership.difference(at: path, on: machine) : "has other contents"
    }

    func make(on machine: Machine) throws {
        try Self.put(text, at: machine.file(name), ownership, on: machine)
    }

    func remove(on machine: Machine) throws -> Bool {
        unlink(machine.file(name)) == 0
    }

    /// By a rename: whoever reads it finds the old file or the new one.
    static func put(_ text: String, at path: String, _ ownership: Ownership, on machine: Machine) throws {
        let file = URL(fileURLWithPath: path)
        let folder = file.deletingLastPathComponent().path
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        let staged = "\(folder)/.\(file.lastPathComponent).new"
        unlink(staged)
        try Data(text.utf8).write(to: URL(fileURLWithPath: staged))
        try ownership.set(at: staged, on: machine)
        guard rename(staged, path) == 0 else { throw InstallError.failed(path, reason: String(cString: strerror(errno))) }
    }
}
