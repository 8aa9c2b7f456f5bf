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
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        if let input {
            posix_spawn_file_actions_adddup2(&actions, input, STDIN_FILENO)
        } else {
            posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0)
        }
        posix_spawn_file_actions_adddup2(&actions, STDERR_FILENO, STDOUT_FILENO)

        var attributes = posix_spawnattr_t()
        posix_spawnattr_init(&attributes)
        defer { posix_spawnattr_destroy(&attributes) }
        var none = sigset_t()
        sigemptyset(&none)
        posix_spawnattr_setsigmask(&attributes, &none)
        // Signals that are ignored stay so in what is started: a program's alarm() would not end it.
        var all = sigset_t()
        sigfillset(&all)
        posix_spawnattr_setsigdefault(&attributes, &all)
        posix_spawnattr_setpgroup(&attributes, 0)
        posix_spawnattr_setflags(
            &attributes, Int16(POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF))

        let whole = try [Tool.path("setpriv", package: "util-linux"), "--pdeathsig", "TERM", "--"] + command
        var arguments = whole.map { strdup($0) } + [nil]
        var variables = environment.map { strdup("\($0)=\($1)") } + [nil]
        defer { for pointer in arguments + variables { free(pointer) } }
        let code = posix_spawn(&pid, whole[0], &actions, &attributes, &arguments, &variables)
        guard code == 0 else {
            pid = 0
            throw ServeError.notStarted(name: name, reason: String(cString: strerror(code)))
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
