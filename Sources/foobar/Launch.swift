import CProcess
import Foundation
import Glibc

/// A process, as it is to be started.
struct Launch {
    /// The program's path, and its arguments.
    let command: [String]
    var environment: [String: String]
    /// Variables whose values are no text.
    var bytes: [String: [UInt8]] = [:]
    let folder: String
    /// The descriptors that it gets, by the numbers that it knows them by. All others are closed in it.
    var descriptors: [Int32: Int32] = [:]
    /// Whether it leads a process group of its own, so that all it starts can be ended with it.
    var leadsGroup = false

    /// - Returns: its process id; the caller waits for it.
    /// - Throws: `LaunchError`.
    func start() throws -> pid_t {
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        for (number, source) in descriptors.sorted(by: { $0.key < $1.key }) {
            posix_spawn_file_actions_adddup2(&actions, source, number)
        }
        posix_spawn_file_actions_addchdir_np(&actions, folder)

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
        let group = leadsGroup ? POSIX_SPAWN_SETPGROUP : 0
        posix_spawnattr_setflags(&attributes, Int16(group | POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF))

        var arguments = command.map { strdup($0) } + [nil]
        let values = environment.mapValues { Array($0.utf8) }.merging(bytes) { $1 }
        var variables = values.map { name, value in
            strdup((Array("\(name)=".utf8) + value + [0]).map { CChar(bitPattern: $0) })
        } + [nil]
        defer { for pointer in arguments + variables { free(pointer) } }
        var pid: pid_t = 0
        let code = posix_spawn(&pid, command[0], &actions, &attributes, &arguments, &variables)
        guard code == 0 else { throw LaunchError(program: command[0], code: code) }
        return pid
    }

    /// A pipe whose ends no other program inherits.
    static func pipe() throws -> (reading: Int32, writing: Int32) {
        var ends: [Int32] = [-1, -1]
        guard Glibc.pipe(&ends) == 0 else { throw LaunchError(program: "pipe", code: errno) }
        for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
        return (ends[0], ends[1])
    }
}
