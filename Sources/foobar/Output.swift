import CProcess
import Foundation

/// What a program of the system said, and how it ended.
struct Output {
    let text: String
    let complaints: String
    /// 128 and the signal's number where one ended it.
    let status: Int32

    /// Runs a tool to its end, with nothing on its standard input and this process's environment, in English.
    /// - Throws: `MissingToolError`, `LaunchError`.
    static func of(_ tool: String, package: String, _ arguments: [String]) throws -> Output {
        let path = try Tool.path(tool, package: package)
        // Files, not pipes: no program waits there for somebody to read.
        let streams = try (input: open("/dev/null", O_RDONLY | O_CLOEXEC), output: Self.scratch(), errors: Self.scratch())
        defer { for stream in [streams.input, streams.output, streams.errors] { close(stream) } }
        var environment = ProcessInfo.processInfo.environment
        environment["LC_ALL"] = "C.UTF-8"
        let pid = try Launch(
            command: [path] + arguments, environment: environment, folder: "/",
            descriptors: [STDIN_FILENO: streams.input, STDOUT_FILENO: streams.output, STDERR_FILENO: streams.errors]
        ).start()
        var status: Int32 = 0
        while waitpid(pid, &status, 0) == -1 && errno == EINTR {}
        let signal = status & 0x7f
        return Output(
            text: Self.content(streams.output),
            complaints: Self.content(streams.errors).trimmingCharacters(in: .whitespacesAndNewlines),
            status: signal == 0 ? status >> 8 & 0xff : 128 + signal)
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
