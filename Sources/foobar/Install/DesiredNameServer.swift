import Foundation

/// NSD's configuration for the domain, and the zone, which NSD's own checks have taken.
struct DesiredNameServer: DesiredState {
    let settings: ServerSettings

    var name: String { NameServer.configuration }
    var paths: [String] { [NameServer.configuration, NameServer.zoneFile(settings.domain)] }
    var consequences: [Consequence] { [.restart(NameServer.unit)] }

    func difference(on machine: Machine) throws -> String? {
        guard FileManager.default.fileExists(atPath: machine.file(name)) else { return "is not there" }
        let changed = try NameServer(settings: settings, installation: machine.installation).changes().keys.sorted()
        return changed.isEmpty ? nil : "differs in \(changed.joined(separator: " "))"
    }

    func make(on machine: Machine) throws {
        try NameServer(settings: settings, installation: machine.installation).configure()
    }

    func remove(on machine: Machine) throws -> Bool {
        let there = paths.map(machine.file).filter(FileManager.default.fileExists(atPath:))
        for path in there { try FileManager.default.removeItem(atPath: path) }
        return !there.isEmpty
    }
}
