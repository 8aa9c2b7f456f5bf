import Foundation

/// nginx's configuration, rendered from the current release. It takes its place once nginx has found no fault in it.
struct DesiredWebServer: DesiredState {
    let settings: ServerSettings

    var name: String { Installation.webServer }
    var consequences: [Consequence] { [.reload(WebServer.unit)] }

    func difference(on machine: Machine) throws -> String? {
        guard Home(path: machine.file(Installation.current)).isRelease else { return "is not there" }
        let files = try configuration(on: machine).files()
        guard let found = try? FileManager.default.contentsOfDirectory(atPath: machine.file(name)) else { return "is not there" }
        if let more = found.first(where: { files[$0] == nil }) { return "has \(more) besides" }
        let differing = files.filter { FileManager.default.contents(atPath: machine.file("\(name)/\($0)")) != Data($1.utf8) }
        return differing.isEmpty ? nil : "differs in \(differing.keys.sorted().joined(separator: " "))"
    }

    func make(on machine: Machine) throws {
        _ = try WebServer(installation: machine.installation).configure(configuration(on: machine))
    }

    func remove(on machine: Machine) throws -> Bool {
        try DesiredFolder(name, 0o755).remove(on: machine)
    }

    private func configuration(on machine: Machine) throws -> WebServerConfiguration {
        try .production(settings: settings, installation: machine.installation)
    }
}
