import Foundation

/// A process of the site, started by this one and ended with it.
///
/// It is the leader of a process group of its own, so that Ctrl-C in the terminal reaches only this process,
/// which ends the others in order. The kernel ends it where this process is killed (PR_SET_PDEATHSIG).
final class ChildProcess {
    let name: String
    /// The tool and its arguments.
    let command: [String]
    let environment: [String: String]
    /// A descriptor that it gets as its standard input; /dev/null where there is none.
    let input: Int32?
    private(set) var pid: pid_t = 0
    private(set) var started = ContinuousClock.now
    /// How often in a row it has died as soon as it was started.
    var shortLives = 0

    init(name: String, command: [String], environment: [String: String], input: Int32? = nil) {
        self.name = name
        self.command = command
        self.environment = environment
        self.input = input
    }

    /// Call it on the main thread only: PR_SET_PDEATHSIG counts the end of the thread that started a process.
    /// - Throws: `ServeError`.
    func start() throws {
        let nothing = open("/dev/null", O_RDONLY | O_CLOEXEC)
        defer { close(nothing) }
        let launch = Launch(
            command: try [Tool.path("setpriv", package: "util-linux"), "--pdeathsig", "TERM", "--"] + command,
            environment: environment, folder: FileManager.default.currentDirectoryPath,
            descriptors: [STDIN_FILENO: input ?? nothing, STDOUT_FILENO: STDERR_FILENO], leadsGroup: true)
        do {
            pid = try launch.start()
        } catch let error as LaunchError {
            pid = 0
            throw ServeError.notStarted(name: name, reason: error.reason)
        }
        started = .now
    }

    /// To the process; it may have ended, but while it has not been waited for its number is nobody else's.
    func signal(_ signal: Int32) {
        if pid > 0 { kill(pid, signal) }
    }

    /// To the process and all that it has started.
    func signalGroup(_ signal: Int32) {
        if pid > 0 { kill(-pid, signal) }
    }

    func hasEnded() { pid = 0 }
}
