import Foundation

/// nginx's configuration, rendered from the current release. It takes its place once nginx has found no fault in it.
struct DesiredWebServer: DesiredState {
    let settings: ServerSettings

    var name: String { Installation.webServer }
    var consequences: [Consequence] { [.reload("foobar-web.service")] }

    private static let ownership = Ownership(mode: 0o644)

    func difference(on machine: Machine) throws -> String? {
        guard Home(path: machine.file(Installation.current)).isRelease else { return "is not there" }
        let files = try files(on: machine)
        let folder = machine.file(name)
        guard let found = try? FileManager.default.contentsOfDirectory(atPath: folder) else { return "is not there" }
        if let more = found.first(where: { files[$0] == nil }) { return "has \(more) besides" }
        for (file, text) in files.sorted(by: { $0.key < $1.key }) {
            if let difference = DesiredFile("\(name)/\(file)", text).difference(on: machine) { return "\(file) \(difference)" }
        }
        return nil
    }

    func make(on machine: Machine) throws {
        let files = try files(on: machine)
        let folder = machine.file(name)
        let staged = name + ".new"
        try? FileManager.default.removeItem(atPath: machine.file(staged))
        defer { try? FileManager.default.removeItem(atPath: machine.file(staged)) }
        for (file, text) in files { try DesiredFile("\(staged)/\(file)", text).make(on: machine) }
        // As the unit starts it, save for the sockets that systemd hands over.
        let answer = try machine.inside("exec /usr/sbin/nginx -t -q -e stderr -c \(staged)/nginx.conf")
        guard answer.succeeded else { throw InstallError.configuration(reason: answer.complaints) }
        for (file, text) in files { try DesiredFile("\(name)/\(file)", text).make(on: machine) }
        for file in try FileManager.default.contentsOfDirectory(atPath: folder) where files[file] == nil { unlink("\(folder)/\(file)") }
    }

    func remove(on machine: Machine) throws -> Bool {
        try DesiredFolder(name, 0o755).remove(on: machine)
    }

    private func files(on machine: Machine) throws -> [String: String] {
        try WebServerConfiguration.production(settings: settings, installation: machine.installation).files()
    }
}
