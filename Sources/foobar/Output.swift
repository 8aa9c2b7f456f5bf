import CProcess
import Foundation

/// What a program of the system said, and how it ended.
struct Output {
    let text: String
    /// Without white space around them.
    let complaints: String
    /// 128 and the signal's number where one ended it; 124 where its time was over.
    let status: Int32

    var succeeded: Bool { status == 0 }

    /// Runs a tool to its end, in English.
    /// - Parameters:
    ///   - package: Debian's, that has it.
    ///   - input: what it reads from standard input.
    ///   - timeLimit: seconds after which it is ended.
    ///   - environment: what it gets beside this process's variables.
    /// - Throws: `MissingToolError`, `LaunchError`.
    init(
        of command: [String], package: String, input: String = "", timeLimit: Int? = nil, environment: [String: String] = [:]
    ) throws {
        guard let tool = command.first else { throw LaunchError(program: package, code: EINVAL) }
        let limit = try timeLimit.map { [try Tool.path("timeout", package: "coreutils"), "--kill-after=2", "\($0)"] } ?? []
        // Files, not pipes: no program waits there for somebody to read.
        let streams = try (0...2).map { _ in try Self.scratch() }
        defer { for stream in streams { close(stream) } }
        try FileHandle(fileDescriptor: streams[0], closeOnDealloc: false).write(contentsOf: Data(input.utf8))
        lseek(streams[0], 0, SEEK_SET)
        let pid = try Launch(
            command: limit + [try Tool.path(tool, package: package)] + command.dropFirst(),
            environment: ProcessInfo.processInfo.environment.merging(["LC_ALL": "C.UTF-8"]) { $1 }.merging(environment) { $1 },
            folder: "/", descriptors: [STDIN_FILENO: streams[0], STDOUT_FILENO: streams[1], STDERR_FILENO: streams[2]]
        ).start()
        var ending: Int32 = 0
        while waitpid(pid, &ending, 0) == -1 && errno == EINTR {}
        let signal = ending & 0x7f
        status = signal == 0 ? ending >> 8 & 0xff : 128 + signal
        text = Self.content(streams[1])
        complaints = Self.content(streams[2]).trimmingCharacters(in: .whitespacesAndNewlines)
    }

    private static func scratch() throws -> Int32 {
        let file = memfd_create("output", MFD_CLOEXEC)
        guard file >= 0 else { throw LaunchError(program: "memfd_create", code: errno) }
        return file
    }

    private static func content(_ file: Int32) -> String {
        lseek(file, 0, SEEK_SET)
        let data = (try? FileHandle(fileDescriptor: file, closeOnDealloc: false).readToEnd()) ?? Data()
        return String(decoding: data, as: UTF8.self)
    }
}
