import Foundation
import Site
import SQLite

/// The server's keeper, which is of the release that was current when it was started.
struct Keeper {
    let installation: Installation

    /// Has systemd start the release's keeper, where it is another program. Meanwhile this process holds the databases
    /// open: whoever closed one last would take its log away.
    /// - Throws: `DeployError`, `SQLiteError`.
    func follow(from before: Home, to home: Home) throws {
        let (old, new) = (before.products + "/keeper", home.products + "/keeper")
        guard !FileManager.default.contentsEqual(atPath: old, andPath: new),
            FileManager.default.fileExists(atPath: "/run/systemd/system")
        else { return }
        let folder = DataFolder(installation.file(Installation.data))
        let own = (try? FileManager.default.contentsOfDirectory(atPath: folder.ownDatabases)) ?? []
        let paths = folder.databases.map(\.path) + own.filter { $0.hasSuffix(".db") }.map { "\(folder.ownDatabases)/\($0)" }
        let held = try SiteUser.acting(for: folder.path) {
            let held = try paths.filter { FileManager.default.fileExists(atPath: $0) }.map { try Database($0, for: .reading) }
            for database in held { _ = try database.schemaVersion() }
            return held
        }
        defer { withExtendedLifetime(held) {} }
        let restart = Launch(
            command: [try Tool.path("systemctl", package: "systemd"), "try-restart", "foobar-keeper.service"],
            environment: ["PATH": "/usr/bin:/bin"], folder: "/")
        let (text, ending) = try restart.output()
        guard ending == .exit(0) else { throw DeployError(.health, reason: "the keeper could not be started again: \(text)") }
    }
}
