import Foundation

/// Ctrl-C while a bench runs: what it started has to be ended, and its folder removed.
enum BenchSignals {
    /// - Throws: `BenchError.interrupted`.
    static func check() throws {
        while let signal = SignalPipe.next(within: 0) {
            if signal != SIGCHLD { throw BenchError.interrupted }
        }
    }
}
