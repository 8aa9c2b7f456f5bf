import Foundation

/// Starts the site's processes, starts again what dies, and ends them all in order.
///
/// On the main thread only: see `ChildProcess.start`.
final class Supervisor {
    private let children: [ChildProcess]
    /// What does something once and ends.
    private var tasks: [ChildProcess] = []
    /// What died as soon as it was started, and when it is tried again.
    private var pausing: [(child: ChildProcess, until: ContinuousClock.Instant)] = []
    /// So often in a row may a process die as soon as it is started: what ends it may pass, like want of memory.
    private static let mostShortLives = 5
    private var hasAnswered = false

    /// - Parameter children: in the order in which they are started; they end the other way round.
    init(children: [ChildProcess]) {
        self.children = children
    }

    /// - Throws: `ServeError`; what was started has ended again then.
    func start() throws {
        SignalPipe.open(for: [SIGINT, SIGTERM, SIGHUP, SIGCHLD])
        do {
            for child in children { try child.start() }
        } catch {
            end()
            throw error
        }
    }

    /// - Throws: `ServeError` where nginx does not answer within ten seconds.
    func waitUntilAnswering(port: UInt16) throws {
        let deadline = ContinuousClock.now + .seconds(10)
        while ContinuousClock.now < deadline {
            try reap()
            let probe = socket(AF_INET, Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue), 0)
            defer { close(probe) }
            if Loopback.with(port, { connect(probe, $0, $1) }) == 0 {
                hasAnswered = true
                return
            }
            usleep(10_000)
        }
        throw ServeError.notStarted(name: "nginx", reason: "port \(port) does not answer")
    }

    /// Until SIGINT, SIGTERM or SIGHUP; calls `between` ten times a second.
    /// - Throws: `ServeError` where a process goes on dying as soon as it is started.
    func watch(between: () throws -> Void) throws {
        while true {
            switch SignalPipe.next(within: 100) {
            case SIGCHLD: try reap()
            case .some: return
            case .none: break
            }
            for (child, until) in pausing where until <= ContinuousClock.now {
                pausing.removeAll { $0.child === child }
                try child.start()
            }
            try between()
        }
    }

    /// Starts a process that is not started again when it ends; its pid is 0 then.
    /// - Throws: `ServeError`.
    func run(_ task: ChildProcess) throws {
        try task.start()
        tasks.append(task)
    }

    /// nginx finishes what it answers, then fcgiwrap, then the keeper, which closes the databases last.
    func end() {
        for task in tasks where task.pid > 0 {
            task.signalGroup(SIGTERM)
            if !wait(for: [task], atMost: .seconds(2)) { task.signalGroup(SIGKILL) }
            waitpid(task.pid, nil, 0)
            task.hasEnded()
        }
        for name in ["nginx", "fcgiwrap", "keeper"] {
            let group = children.filter { $0.name.hasPrefix(name) && $0.pid > 0 }
            for child in group { child.signal(name == "nginx" ? SIGQUIT : SIGTERM) }
            if !wait(for: group, atMost: .seconds(3)) {
                for child in group { child.signal(SIGTERM) }
                _ = wait(for: group, atMost: .seconds(1))
            }
            // A program that hangs belongs to its fcgiwrap's group.
            for child in group { child.signalGroup(SIGKILL) }
            for child in group where child.pid > 0 {
                waitpid(child.pid, nil, 0)
                child.hasEnded()
            }
        }
    }

    private func wait(for group: [ChildProcess], atMost limit: Duration) -> Bool {
        let deadline = ContinuousClock.now + limit
        while ContinuousClock.now < deadline {
            // Ended, but not waited for yet: the number of its group stays its own.
            let running = group.contains { child in
                var info = siginfo_t()
                return waitid(P_PID, id_t(child.pid), &info, WEXITED | WNOHANG | WNOWAIT) == 0
                    && info.si_signo == 0
            }
            if !running { return true }
            usleep(5_000)
        }
        return false
    }

    /// Starts again what has died.
    private func reap() throws {
        var status: Int32 = 0
        while case let pid = waitpid(-1, &status, WNOHANG), pid > 0 {
            if let index = tasks.firstIndex(where: { $0.pid == pid }) {
                tasks.remove(at: index).hasEnded()
                continue
            }
            guard let child = children.first(where: { $0.pid == pid }) else { continue }
            let lived = ContinuousClock.now - child.started
            // nginx's workers outlive a master that was killed, and would go on answering beside the new ones.
            child.signalGroup(SIGKILL)
            child.hasEnded()
            let signal = status & 0x7f
            let ending = signal == 0 ? "status \(status >> 8 & 0xff)" : "signal \(signal)"
            child.shortLives = lived > .seconds(1) ? 0 : child.shortLives + 1
            if child.shortLives == 0 {
                say("\(child.name) ended with \(ending) and is started again.")
                try child.start()
            } else if hasAnswered && child.shortLives <= Self.mostShortLives {
                say("\(child.name) ended with \(ending) and is started again in \(child.shortLives) s.")
                pausing.append((child, ContinuousClock.now + .seconds(child.shortLives)))
            } else {
                throw ServeError.stopped(name: child.name, ending: ending)
            }
        }
    }
}
