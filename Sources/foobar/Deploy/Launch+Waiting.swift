import Foundation
import Glibc

extension Launch {
    /// Runs it to its end; signals that end this command end it first.
    /// - Throws: `LaunchError`.
    func run() throws -> ProgramEnding {
        let pid = try start()
        while true {
            var status: Int32 = 0
            if waitpid(pid, &status, WNOHANG) == pid { return ProgramEnding(status) }
            // SIGCHLD among them.
            if let signal = Interruption.next(within: 100), signal != SIGCHLD { kill(pid, SIGTERM) }
        }
    }

    /// Runs it to its end, and answers what it wrote to standard output, and, where it gets no other descriptor for that,
    /// to standard error.
    /// - Throws: `LaunchError`.
    func output() throws -> (text: String, ending: ProgramEnding) {
        let nothing = open("/dev/null", O_RDONLY | O_CLOEXEC)
        defer { close(nothing) }
        let (reading, writing) = try Launch.pipe()
        let output = FileHandle(fileDescriptor: reading, closeOnDealloc: true)
        var launch = self
        launch.descriptors = [STDIN_FILENO: nothing, STDOUT_FILENO: writing, STDERR_FILENO: writing].merging(descriptors) { $1 }
        let pid: pid_t
        do {
            defer { close(writing) }
            pid = try launch.start()
        }
        let text = String(decoding: output.readDataToEndOfFile(), as: UTF8.self)
        var status: Int32 = 0
        while waitpid(pid, &status, 0) < 0, errno == EINTR {}
        return (text.trimmingCharacters(in: .whitespacesAndNewlines), ProgramEnding(status))
    }
}
