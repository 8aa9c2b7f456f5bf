import CProcess
import Foundation
import Site

/// The new programs, started on a copy of the databases that was brought forward to their form.
struct Trial {
    private let deployment: Deployment
    private let folder: String

    init(of deployment: Deployment) {
        self.deployment = deployment
        folder = deployment.releases.folder + "/.trial"
    }

    /// - Returns: what was tried.
    /// - Throws: `DeployError`.
    func run() throws -> String {
        defer { try? FileManager.default.removeItem(atPath: folder) }
        try deployment.user.makeFolder(folder)
        let data = deployment.releases.installation.file(Installation.data)
        let (text, ending) = try deployment.migration(of: folder, ["--copy-of", data], isBefore: true).output()
        guard ending == .exit(0) else {
            throw DeployError(.start, reason: "On a copy of the databases: " + (text.isEmpty ? "foobar migrate ended with \(ending)" : Deployment.words(text)))
        }
        let names = try FileManager.default.contentsOfDirectory(atPath: deployment.home.programs)
            .filter(RoutingTable.isProgramName).sorted()
        for name in ["home", "fallback", "health"] where !names.contains(name) {
            throw DeployError(.start, reason: "The release has no program '\(name)'")
        }
        for name in names { try start(name) }
        let page = try ask("/", 200)
        if let post = Health.post(on: page) { _ = try ask(post, 200) }
        _ = try ask(Health.nowhere, 404)
        _ = try ask("/health", 200)
        return "\(names.count) programs start" + (text.isEmpty ? "" : "; on a copy, \(text)")
    }

    /// A program of the site says what it is; each answers something that is no failure of its own.
    private func start(_ name: String) throws {
        let path = "\(deployment.home.programs)/\(name)"
        guard FileManager.default.isExecutableFile(atPath: path) else { return }
        do {
            let isCompiled = FileHandle(forReadingAtPath: path)?.readData(ofLength: 4) == Data([0x7f, 0x45, 0x4c, 0x46])
            if try RouteDeclaration.of(path, name: name) == nil, isCompiled {
                throw DeployError(.start, reason: "cgi-bin/\(name) does not start, or does not say what it is")
            }
        } catch let error as RouteDeclarationError {
            throw DeployError(.start, reason: "\(error)")
        }
        let status = try answer(to: "/\(name)", .program(name: name, scriptName: "/\(name)", pathInfo: "")).status
        guard status < 500 else { throw DeployError(.start, reason: "cgi-bin/\(name) answers \(status)") }
    }

    private func ask(_ path: String, _ status: Int) throws -> String {
        let table = RoutingTable(home: deployment.home, dataFolder: folder)
        let response = try answer(to: path, table.destination(of: path))
        guard response.status == status else {
            throw DeployError(.start, reason: "\(path) is answered \(response.status) on a copy of the databases")
        }
        return String(decoding: response.body, as: UTF8.self)
    }

    private func answer(to path: String, _ destination: RoutingTable.Destination) throws -> RouteProgram.Response {
        guard case .program(let name, let scriptName, let pathInfo) = destination else {
            throw DeployError(.start, reason: "\(path) is no program's")
        }
        let variables = MetaVariables(
            method: "GET", target: try RequestTarget(path), headers: [], contentLength: nil, contentType: nil,
            program: name, scriptName: scriptName, pathInfo: pathInfo)
        let program = RouteProgram(name: name, home: deployment.home)
        return try program.run(
            environment: variables.environment(home: deployment.home, dataFolder: folder), body: Data(),
            wrapper: deployment.user.prefix
        ).response
    }
}
