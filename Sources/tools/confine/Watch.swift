import CGI
import CSandbox
import Glibc
import Sandbox

/// Waits for a program that was started, does for it what is done outside of its sandbox, and ends it when its time is over.
struct Watch {
    /// What a program may ask for: tools that need more than it has. They find the request in this process's environment,
    /// which the program can't change: it can ask who sent this request, and nobody else's.
    private static let asked = ["viewer", "mail", "limit"]
    /// Milliseconds that what it has started gets, once it has ended itself.
    private static let grace = 1_000

    let script: Script
    let child: pid_t
    let children: Int32
    /// The listener comes by it.
    private var handover: Int32
    private var listener: Int32 = -1
    /// Of those who ask.
    private var connections: [Int32] = []
    /// Tools that run, and who waits for them.
    private var tools: [(pid: pid_t, connection: Int32)] = []
    private let deadline: Int
    private let seconds: Int
    private var end: (status: Int32, at: Int)?

    init(script: Script, child: pid_t, children: Int32, handover: Int32, seconds: Int) {
        self.script = script
        self.child = child
        self.children = children
        self.handover = handover
        self.seconds = seconds
        deadline = Self.now() + seconds * 1_000
    }

    /// Milliseconds.
    private static func now() -> Int {
        var time = timespec()
        clock_gettime(CLOCK_MONOTONIC, &time)
        return time.tv_sec * 1_000 + time.tv_nsec / 1_000_000
    }

    /// Until the program has ended, and what it has started.
    mutating func untilEnd() -> Ending {
        while true {
            let isLonely = reap()
            if let end, isLonely { return Ending(status: end.status) }
            let now = Self.now()
            let limit = min(deadline, end.map { $0.at + Self.grace } ?? .max)
            if now >= limit {
                if end == nil {
                    script.say("it ran for \(seconds) s, and was ended. scripts.conf can give it more.")
                } else {
                    script.say(Confinement.leftBehind)
                }
                endAll()
                return Ending(status: end?.status ?? SIGKILL)
            }
            var waiting = ([children, handover, listener] + connections).map { pollfd(fd: $0, events: Int16(POLLIN), revents: 0) }
            guard poll(&waiting, nfds_t(waiting.count), Int32(min(limit - now, 60_000))) > 0 else { continue }
            if waiting[1].revents != 0 { takeListener() }
            if waiting[2].revents & Int16(POLLIN) != 0 {
                let connection = broker_accept(listener)
                if connection >= 0 { connections.append(connection) }
            } else if waiting[2].revents != 0 {
                // Nobody is left who could ask.
                close(listener)
                listener = -1
            }
            for ready in waiting[3...] where ready.revents != 0 { answer(ready.fd) }
        }
    }

    private mutating func takeListener() {
        var word: UInt8 = 0
        var received: Int32 = -1
        if receive_descriptors(handover, &word, 1, &received, 1) == 1 { listener = received }
        close(handover)
        handover = -1
    }

    /// Starts what is asked for.
    private mutating func answer(_ connection: Int32) {
        connections.removeAll { $0 == connection }
        guard let question = Broker.question(at: connection) else {
            close(connection)
            return
        }
        defer { for descriptor in question.descriptors { close(descriptor) } }
        guard let name = question.words.first, Self.asked.contains(name), let folder = MetaVariables.value("FOOBAR_TOOLS"),
            let pid = start("\(folder)/\(name)", question.words, question.descriptors)
        else {
            Broker.answer(1, at: connection)
            close(connection)
            return
        }
        tools.append((pid, connection))
    }

    private func start(_ path: String, _ words: [String], _ descriptors: [Int32]) -> pid_t? {
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        for (number, descriptor) in descriptors.enumerated() {
            posix_spawn_file_actions_adddup2(&actions, descriptor, Int32(number))
        }
        var attributes = posix_spawnattr_t()
        posix_spawnattr_init(&attributes)
        defer { posix_spawnattr_destroy(&attributes) }
        var none = sigset_t()
        sigemptyset(&none)
        posix_spawnattr_setsigmask(&attributes, &none)
        posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGMASK))
        var arguments = words.map { strdup($0) } + [nil]
        defer { for argument in arguments { free(argument) } }
        var pid: pid_t = 0
        return posix_spawn(&pid, path, &actions, &attributes, &arguments, environment()) == 0 ? pid : nil
    }

    /// Takes note of who has ended.
    /// - Returns: whether nobody is left.
    private mutating func reap() -> Bool {
        var told = signalfd_siginfo()
        while read(children, &told, MemoryLayout<signalfd_siginfo>.size) > 0 {}
        while true {
            var status: Int32 = 0
            let pid = waitpid(-1, &status, WNOHANG)
            if pid < 0 && errno == EINTR { continue }
            if pid < 0 { return true }
            if pid == 0 { return false }
            if pid == child {
                end = (status, Self.now())
            } else if let index = tools.firstIndex(where: { $0.pid == pid }) {
                let tool = tools.remove(at: index)
                Broker.answer(status & 0x7f == 0 ? UInt8(truncatingIfNeeded: status >> 8) : 1, at: tool.connection)
                close(tool.connection)
            }
        }
    }

    /// What a process has started becomes this one's when it ends: again and again, until nobody is left.
    private func endAll() {
        var text = [UInt8](repeating: 0, count: 16_384)
        for _ in 1...1_000 {
            let file = open("/proc/thread-self/children", O_RDONLY | O_CLOEXEC)
            let count = file < 0 ? 0 : max(0, read(file, &text, text.count))
            close(file)
            for pid in text[..<count].split(separator: UInt8(ascii: " ")) {
                if let pid = pid_t(String(decoding: pid, as: UTF8.self)) { kill(pid, SIGKILL) }
            }
            if end == nil { kill(child, SIGKILL) }
            while true {
                let pid = waitpid(-1, nil, WNOHANG)
                if pid < 0 && errno != EINTR { return }
                if pid == 0 { break }
            }
            usleep(1_000)
        }
    }
}
