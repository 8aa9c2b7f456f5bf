import Foundation

/// Signals as bytes in a pipe, so that they are taken one by one on the main thread.
///
/// Handlers, not a blocked mask: a signal may reach any thread, and other threads have their own mask.
enum SignalPipe {
    /// Written once, before the first handler is set.
    private nonisolated(unsafe) static var ends: [Int32] = [-1, -1]

    static func open(for signals: [Int32]) {
        pipe(&ends)
        for end in ends {
            _ = fcntl(end, F_SETFD, FD_CLOEXEC)
            _ = fcntl(end, F_SETFL, O_NONBLOCK)
        }
        for signal in signals {
            var action = sigaction()
            action.__sigaction_handler.sa_handler = { number in
                let before = errno
                var byte = UInt8(truncatingIfNeeded: number)
                write(SignalPipe.ends[1], &byte, 1)
                errno = before
            }
            action.sa_flags = SA_RESTART
            sigaction(signal, &action, nil)
        }
    }

    /// The next signal, or nil where none comes within `milliseconds`.
    static func next(within milliseconds: Int32) -> Int32? {
        var waiting = pollfd(fd: ends[0], events: Int16(POLLIN), revents: 0)
        guard poll(&waiting, 1, milliseconds) > 0 else { return nil }
        var byte: UInt8 = 0
        return read(ends[0], &byte, 1) == 1 ? Int32(byte) : nil
    }
}
