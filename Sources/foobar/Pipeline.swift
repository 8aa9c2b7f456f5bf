import CProcess
import Foundation

/// Programs of the system, each of which reads what the one before it writes.
struct Pipeline {
    /// Paths with their arguments.
    let commands: [[String]]
    var environment = ProcessInfo.processInfo.environment
    var folder = "/"

    init(_ commands: [String]...) {
        self.commands = commands
    }

    init(_ commands: [[String]]) {
        self.commands = commands
    }

    /// Runs them to their end.
    /// - Parameters:
    ///   - input: what the first reads; nothing where there is none.
    ///   - output: where the last writes; nowhere where there is none.
    ///   - lastDecides: whether the others' end does not matter, since the last may end before it has read all.
    /// - Throws: `PipelineError` of the last that failed; `LaunchError`.
    func run(input: Int32? = nil, output: Int32? = nil, lastDecides: Bool = false) throws {
        let nothing = open("/dev/null", O_RDWR | O_CLOEXEC)
        let words = process_memory_file("words")
        defer { for descriptor in [nothing, words] { close(descriptor) } }
        var pids: [pid_t] = []
        var statuses: [Int32] = []
        var next = input ?? nothing
        var failure: Error?
        do {
            for (index, command) in commands.enumerated() {
                var launch = Launch(command: command, environment: environment, folder: folder)
                if index == commands.count - 1 {
                    launch.descriptors = [0: next, 1: output ?? nothing, 2: words]
                    pids.append(try launch.start())
                } else {
                    let pipe = try Launch.pipe()
                    launch.descriptors = [0: next, 1: pipe.writing, 2: words]
                    defer { close(pipe.writing) }
                    let before = next
                    next = pipe.reading
                    pids.append(try launch.start())
                    if index > 0 { close(before) }
                }
            }
        } catch {
            failure = error
        }
        // Whoever writes into it hears then that nobody reads.
        if next != input && next != nothing { close(next) }
        for pid in pids {
            var status: Int32 = 0
            while waitpid(pid, &status, 0) < 0, errno == EINTR {}
            statuses.append(status)
        }
        if let failure { throw failure }
        for (command, status) in zip(commands, statuses).reversed().prefix(lastDecides ? 1 : commands.count) where status != 0 {
            throw PipelineError(
                program: URL(fileURLWithPath: command[0]).lastPathComponent, ending: ProgramEnding(status), words: Self.text(words))
        }
    }

    /// As `run(input:output:)`, with text for the first to read.
    func run(input text: String) throws {
        let given = process_memory_file("given")
        defer { close(given) }
        try FileHandle(fileDescriptor: given).write(contentsOf: Data(text.utf8))
        lseek(given, 0, SEEK_SET)
        try run(input: given)
    }

    /// What the last of them writes.
    /// - Throws: as `run`.
    func output(lastDecides: Bool = false) throws -> String {
        let taken = process_memory_file("taken")
        defer { close(taken) }
        try run(output: taken, lastDecides: lastDecides)
        return Self.text(taken)
    }

    private static func text(_ file: Int32) -> String {
        lseek(file, 0, SEEK_SET)
        return String(decoding: FileHandle(fileDescriptor: file).readDataToEndOfFile(), as: UTF8.self)
    }
}
