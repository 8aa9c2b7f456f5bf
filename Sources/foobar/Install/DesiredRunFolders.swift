import Foundation

/// The folders that a file of tmpfiles.d(5) describes: at a boot systemd makes them, on a machine that runs this does.
struct DesiredRunFolders: DesiredState {
    let folders: [String]
    /// The file that describes them.
    let description: String

    var name: String { "folders of \(description)" }
    var paths: [String] { folders }

    func difference(on machine: Machine) -> String? {
        guard machine.root == "/" else { return nil }
        let missing = folders.filter { !FileManager.default.fileExists(atPath: $0) }
        return missing.isEmpty ? nil : "are not there: \(missing.joined(separator: " "))"
    }

    func make(on machine: Machine) throws {
        let answer = try machine.run("systemd-tmpfiles", package: "systemd", ["--create", description])
        guard answer.succeeded else { throw InstallError.failed("systemd-tmpfiles", reason: answer.complaints) }
    }

    func remove(on machine: Machine) throws -> Bool {
        let there = folders.map(machine.file).filter(FileManager.default.fileExists(atPath:))
        for folder in there.reversed() { try FileManager.default.removeItem(atPath: folder) }
        return !there.isEmpty
    }
}
