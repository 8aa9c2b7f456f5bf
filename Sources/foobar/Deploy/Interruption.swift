import Glibc

/// Ctrl-C, an end of the session or of the connection that a deployment was asked for by. It is looked for between steps,
/// so that none is left half done.
enum Interruption {
    // Set once, before the first step.
    private nonisolated(unsafe) static var isConnected = false
    private nonisolated(unsafe) static var hasCome = false

    /// - Parameter connected: whether standard input is open as long as somebody waits for this command.
    static func watch(connected: Bool) {
        isConnected = connected
        SignalPipe.open(for: [SIGINT, SIGTERM, SIGHUP, SIGCHLD])
        // Whoever reads the lines of a deployment may go; what was begun is finished all the same.
        signal(SIGPIPE, SIG_IGN)
    }

    /// - Throws: `DeployError` where there was one.
    static func check(before step: DeployStep) throws {
        while let signal = next(within: 0) { hasCome = hasCome || signal != SIGCHLD }
        if isConnected {
            var input = pollfd(fd: STDIN_FILENO, events: Int16(POLLIN), revents: 0)
            var byte: UInt8 = 0
            if poll(&input, 1, 0) > 0, read(STDIN_FILENO, &byte, 1) == 0 { hasCome = true }
        }
        guard !hasCome else { throw DeployError(step, reason: "It was interrupted") }
    }

    static func next(within milliseconds: Int32) -> Int32? {
        let signal = SignalPipe.next(within: milliseconds)
        if let signal, signal != SIGCHLD { hasCome = true }
        return signal
    }

    /// What was asked for is done with: the next step is one that puts things right.
    static func forget() {
        hasCome = false
    }
}
