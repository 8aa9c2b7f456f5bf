import ArgumentParser
import Foundation
import Glibc
import Sandbox

/// What came of a probe: the program was run as fcgiwrap runs it, and watched.
struct ProbeRun {
    /// Seconds that a program gets.
    static let timeLimit = 5.0
    /// Bytes that it may answer.
    static let sizeLimit = 4 << 20
    /// What fits into a pipe that nobody reads.
    private static let pipeSize = 65_536
    /// Seconds that are left to what the program has started, once it has ended.
    private static let grace = 0.3

    private(set) var output = Data()
    /// On standard error.
    private var said = Data()
    /// nil where it had to be ended.
    private(set) var ending: ProgramEnding?
    private(set) var isTooLarge = false
    /// Whether something that it started still held standard output or standard error.
    private(set) var leftChild = false
    /// Whether it wrote more than a pipe holds while the body waited.
    private(set) var wroteFirst = false
    /// Bytes of the body.
    private(set) var unread = 0

    /// A signal that came meanwhile.
    private var interruption: Int32?

    /// - Throws: `LaunchError`; `ExitCode` where a signal ends this command.
    init(_ launch: Launch, body: Data, output kind: Probe.Output) throws {
        let (input, answer, words) = try (Launch.pipe(), Launch.pipe(), Launch.pipe())
        var launch = launch
        launch.descriptors = [0: input.reading, 1: answer.writing, 2: words.writing]
        launch.leadsGroup = true
        var open: Set<Int32> = [input.writing, answer.reading, words.reading]
        defer { for descriptor in open.union([input.reading]) { close(descriptor) } }
        if kind == .closed { Self.shut(answer.reading, in: &open) }
        let pid: pid_t
        do {
            defer { for descriptor in [answer.writing, words.writing] { close(descriptor) } }
            pid = try launch.start()
        }
        for descriptor in open { _ = fcntl(descriptor, F_SETFL, O_NONBLOCK) }
        watch(pid, input: input.writing, body, answer: answer.reading, words: words.reading, &open)
        // What is left of it, and whatever it has started.
        kill(-pid, SIGKILL)
        if ending == nil {
            var status: Int32 = 0
            while waitpid(pid, &status, 0) < 0, errno == EINTR {}
        }
        var waiting: Int32 = 0
        _ = ioctl(input.reading, UInt(FIONREAD), &waiting)
        unread += Int(waiting)
        if said.firstRange(of: Data(Confinement.leftBehind.utf8)) != nil { leftChild = true }
        if let interruption { throw ExitCode(128 + interruption) }
    }

    private mutating func watch(
        _ pid: pid_t, input: Int32, _ body: Data, answer: Int32, words: Int32, _ open: inout Set<Int32>
    ) {
        let start = ContinuousClock.now
        var ended: ContinuousClock.Instant?
        var rest = body
        var buffer = [UInt8](repeating: 0, count: 65_536)
        if rest.isEmpty { Self.shut(input, in: &open) }
        defer { unread = rest.count }
        while true {
            interruption = SignalPipe.next(within: 0)
            if interruption != nil { return }
            let isSpeaking = open.contains(answer) || open.contains(words)
            if ended != nil && !isSpeaking { return }
            let now = ContinuousClock.now
            if ended == nil, now - start > .seconds(Self.timeLimit) { return }
            if let ended, now - ended > .seconds(Self.grace) {
                leftChild = true
                return
            }
            var waiting = open.map { pollfd(fd: $0, events: Int16($0 == input ? POLLOUT : POLLIN), revents: 0) }
            // Once it has ended, nobody reads the body.
            if ended != nil { waiting.removeAll { $0.fd == input } }
            poll(&waiting, nfds_t(waiting.count), isSpeaking ? 5 : 1)
            for ready in waiting where ready.revents != 0 {
                if ready.fd == input {
                    let count = rest.withUnsafeBytes { write(input, $0.baseAddress, $0.count) }
                    if count > 0 { rest = rest.dropFirst(count) }
                    if rest.isEmpty { Self.shut(input, in: &open) }
                    continue
                }
                let count = read(ready.fd, &buffer, buffer.count)
                if count > 0 {
                    if ready.fd == answer { output.append(contentsOf: buffer[..<count]) } else { said.append(contentsOf: buffer[..<count]) }
                }
                if count == 0 { Self.shut(ready.fd, in: &open) }
            }
            if output.count > Self.pipeSize, !rest.isEmpty { wroteFirst = true }
            if output.count > Self.sizeLimit {
                isTooLarge = true
                return
            }
            var status: Int32 = 0
            if ended == nil, waitpid(pid, &status, WNOHANG) == pid {
                ended = .now
                ending = ProgramEnding(status)
            }
        }
    }

    private static func shut(_ descriptor: Int32, in open: inout Set<Int32>) {
        if open.remove(descriptor) != nil { close(descriptor) }
    }
}
