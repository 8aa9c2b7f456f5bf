import Foundation
import Site

/// The full report of the log, by goaccess (Debian's package of that name).
struct GoAccess {
    let folder: DataFolder

    /// The fields of `nginx/log.conf` as goaccess calls them. Queries stay out: people search for what they would not have
    /// stand in a report.
    private static let format =
        #"{"time":"%x","method":"%m","path":"%U","status":"%s","bytes":"%b","seconds":"%T","remote":"%h","cache":"%C"}"#

    /// - Throws: `MissingToolError`, `NoLogError`, `GoAccessError`; what the system says where a tool can't be started.
    func write(to path: String) throws {
        let goaccess = try Tool.path("goaccess", package: "goaccess")
        let gzip = try Tool.path("gzip", package: "gzip")
        let files = LogFiles("access.log", in: folder.logs)
        guard !files.paths.isEmpty else { throw NoLogError(folder: folder.logs) }
        let url = URL(fileURLWithPath: path)
        // The kind of report is the name's ending.
        guard url.pathExtension == "html" else { throw GoAccessError.name(path) }

        // Files that are not packed go through as they are.
        let reader = Process()
        reader.executableURL = URL(fileURLWithPath: gzip)
        reader.arguments = ["--decompress", "--stdout", "--force", "--quiet", "--"] + files.paths
        let lines = Pipe()
        reader.standardOutput = lines
        let writer = Process()
        writer.executableURL = URL(fileURLWithPath: goaccess)
        writer.arguments = [
            "-", "--no-global-config", "--log-format=\(Self.format)", "--datetime-format=%Y-%m-%dT%H:%M:%S%z", "--no-progress",
            "--output=\(url.path)",
        ]
        writer.standardInput = lines
        writer.standardOutput = FileHandle.standardError
        signal(SIGPIPE, SIG_IGN)
        try writer.run()
        try reader.run()
        try lines.fileHandleForWriting.close()
        reader.waitUntilExit()
        writer.waitUntilExit()
        guard writer.terminationStatus == 0, FileManager.default.fileExists(atPath: url.path) else { throw GoAccessError.failed(path) }
        say("\(path) has the report.")
    }
}
