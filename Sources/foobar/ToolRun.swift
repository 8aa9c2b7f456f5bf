import Foundation

/// A tool of the system that was run to its end: what it said.
struct ToolRun {
    let status: Int32
    let output: String
    let errors: String

    var isGood: Bool { status == 0 }

    /// - Parameters:
    ///   - package: Debian's, that has it.
    ///   - input: what it reads from standard input.
    ///   - timeLimit: seconds after which it is ended; its status is 124 then.
    /// - Throws: `MissingToolError`; what the system says where it can't be started.
    init(_ command: [String], package: String, input: String = "", timeLimit: Int = 20) throws {
        let scratch = FileManager.default.temporaryDirectory.appendingPathComponent("foobar-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: scratch, withIntermediateDirectories: false, attributes: [.posixPermissions: 0o700])
        defer { try? FileManager.default.removeItem(at: scratch) }
        // Files, not pipes: no tool waits for one of them to be read.
        func file(_ name: String, _ text: String = "") throws -> FileHandle {
            let url = scratch.appendingPathComponent(name)
            try Data(text.utf8).write(to: url)
            return try FileHandle(forUpdating: url)
        }
        let process = Process()
        process.executableURL = URL(fileURLWithPath: try Tool.path("timeout", package: "coreutils"))
        process.arguments = ["--kill-after=2", "\(timeLimit)", try Tool.path(command[0], package: package)] + command.dropFirst()
        process.environment = ["PATH": "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin", "LC_ALL": "C.UTF-8"]
        process.standardInput = try file("input", input)
        process.standardOutput = try file("output")
        process.standardError = try file("errors")
        try process.run()
        process.waitUntilExit()
        status = process.terminationStatus
        output = try String(decoding: Data(contentsOf: scratch.appendingPathComponent("output")), as: UTF8.self)
        errors = try String(decoding: Data(contentsOf: scratch.appendingPathComponent("errors")), as: UTF8.self)
    }
}
