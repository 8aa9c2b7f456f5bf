import Foundation

/// A program in `cgi-bin/`.
struct RouteProgram {
    /// What a program answered: the head as nginx would send it, and the body.
    struct Response {
        let head: Data
        let body: Data
    }

    let name: String
    let folder: String

    /// Runs the program once, as fcgiwrap does: in its own folder, with the whole body to read.
    ///
    /// What it writes to standard error goes to this process's.
    /// - Throws: `RouteProgramError` where it is missing or ends without an answer.
    func run(environment: [String: String], body: Data) throws -> Response {
        let path = folder + "/" + name
        guard FileManager.default.isExecutableFile(atPath: path) else {
            throw RouteProgramError.missing(name: name)
        }
        // A file, since a pipe would fill up where the program writes before it reads.
        let input = FileManager.default.temporaryDirectory.appendingPathComponent("foobar-\(UUID().uuidString)")
        guard FileManager.default.createFile(
            atPath: input.path, contents: body, attributes: [.posixPermissions: 0o600])
        else { throw RouteProgramError.noBody(path: input.path) }
        defer { try? FileManager.default.removeItem(at: input) }

        let process = Process()
        process.executableURL = URL(fileURLWithPath: path)
        process.currentDirectoryURL = URL(fileURLWithPath: folder)
        process.environment = environment
        process.standardInput = try FileHandle(forReadingFrom: input)
        let output = Pipe()
        process.standardOutput = output
        try process.run()
        let answer = output.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        guard let response = Response(answer) else {
            let reason = process.terminationReason == .uncaughtSignal ? "signal" : "status"
            throw RouteProgramError.noAnswer(name: name, ending: "\(reason) \(process.terminationStatus)")
        }
        return response
    }
}
