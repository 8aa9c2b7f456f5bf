import CProcess
import Foundation

/// A program in `cgi-bin/`.
struct RouteProgram {
    /// What a program answered: the head as nginx would send it, and the body.
    struct Response {
        let status: Int
        let head: Data
        let body: Data
    }

    let name: String
    let folder: String
    /// What starts it; nil where it locks itself.
    let confine: String?

    var path: String { folder + "/" + name }

    /// - Parameter folder: where it is, other than in `cgi-bin/`.
    init(name: String, home: Home, in folder: String? = nil) {
        let folder = folder ?? home.programs
        self.name = name
        self.folder = folder
        // Whatever another declares, it is not trusted to lock itself.
        let declared = folder == home.programs ? try? RouteDeclaration.of(folder + "/" + name, name: name) : nil
        confine = declared?.locksItself == true ? nil : home.confine
    }

    /// How the program is started, and the variables that it has for that beside a request's.
    var start: (command: [String], variables: [String: String]) {
        if let confine { ([confine], ["SCRIPT_FILENAME": confine, "FOOBAR_SCRIPT": path]) } else { ([path], [:]) }
    }

    /// Runs the program once, as fcgiwrap does: in its own folder, with the whole body to read.
    ///
    /// What it writes to standard error goes to this process's.
    /// - Parameters:
    ///   - wrapper: a command that runs the program, where it is not run by itself.
    ///   - descriptors: what it gets beside the three usual ones.
    ///   - looksAtMemory: whether it is held at its exit for a moment, to see how much memory it had.
    /// - Throws: `RouteProgramError` where it is missing or ends without an answer; `LaunchError`.
    func run(
        environment: [String: String], body: Data, wrapper: [String] = [], descriptors: [Int32: Int32] = [:],
        looksAtMemory: Bool = false
    ) throws -> (response: Response, cost: ProgramCost) {
        guard FileManager.default.isExecutableFile(atPath: path) else {
            throw RouteProgramError.missing(name: name)
        }
        // A file, since a pipe would fill up where the program writes before it reads.
        let file = FileManager.default.temporaryDirectory.appendingPathComponent("foobar-\(UUID().uuidString)").path
        guard FileManager.default.createFile(atPath: file, contents: body, attributes: [.posixPermissions: 0o600])
        else { throw RouteProgramError.noBody(path: file) }
        let input = open(file, O_RDONLY | O_CLOEXEC)
        unlink(file)
        defer { close(input) }

        let output = try Launch.pipe()
        var usual: [Int32: Int32] = [0: input, 1: output.writing, 2: STDERR_FILENO]
        usual.merge(descriptors) { $1 }
        let (command, variables) = start
        let launch = Launch(
            command: wrapper + command, environment: environment.merging(variables) { $1 }, folder: folder, descriptors: usual)
        let started = ContinuousClock.now
        let pid: pid_t
        do {
            defer { close(output.writing) }
            pid = try launch.start()
        } catch {
            close(output.reading)
            throw error
        }
        // Before the pipe is read: the program may be as quick as that.
        // It would be what starts it that was looked at.
        let isHeld = looksAtMemory && confine == nil && process_stop_at_exit(pid) == 0
        let reading = FileHandle(fileDescriptor: output.reading, closeOnDealloc: true)
        let (answer, ending) = isHeld ? Self.waitHeld(pid, reading) : Self.wait(pid, reading)
        let cost = ProgramCost(
            time: ContinuousClock.now - started, usage: ending.usage, peakMemory: ending.peakMemory)
        guard let response = Response(answer) else {
            throw RouteProgramError.noAnswer(name: name, ending: ProgramEnding(ending.status).description)
        }
        return (response, cost)
    }

    private typealias Ending = (status: Int32, usage: rusage, peakMemory: Int?)

    private static func wait(_ pid: pid_t, _ output: FileHandle) -> (Data, Ending) {
        // Its end closes the pipe.
        let answer = output.readDataToEndOfFile()
        var status: Int32 = 0
        var usage = rusage()
        while wait4(pid, &status, 0, &usage) < 0, errno == EINTR {}
        return (answer, (status, usage, nil))
    }

    /// As `wait`, for a program that stops at its exit: the pipe is open until it is let go on.
    ///
    /// ru_maxrss would not do: it counts what the process had before it became the program, which is this command.
    private static func waitHeld(_ pid: pid_t, _ output: FileHandle) -> (Data, Ending) {
        let pump = DispatchQueue(label: "answer")
        nonisolated(unsafe) var answer = Data()
        pump.async { answer = output.readDataToEndOfFile() }
        var status: Int32 = 0
        var usage = rusage()
        var peakMemory: Int?
        while true {
            guard wait4(pid, &status, 0, &usage) == pid else {
                if errno == EINTR { continue }
                break
            }
            let isStopped = status & 0xff == 0x7f
            guard isStopped else { break }
            let signal = status >> 8 & 0xff
            let event = status >> 16
            if event == process_exit_event { peakMemory = Self.peakMemory(of: pid) }
            // Where there is an event, the signal is that of the tracing, and not the program's to get.
            _ = process_go_on(pid, event != 0 ? 0 : signal)
        }
        pump.sync {}
        return (answer, (status, usage, peakMemory))
    }

    /// Bytes; nil where the process has no memory any more.
    private static func peakMemory(of pid: pid_t) -> Int? {
        let status = try? String(contentsOfFile: "/proc/\(pid)/status", encoding: .utf8)
        let line = status?.split(separator: "\n").first { $0.hasPrefix("VmHWM:") }
        return line?.split(whereSeparator: \.isWhitespace).dropFirst().first.flatMap { Int($0) }.map { $0 * 1_024 }
    }
}
