#if canImport(Glibc)
import Glibc
#endif

/// How long and how much a program may take: fcgiwrap ends none that hangs, so each ends itself.
public struct Limits: Sendable, Equatable {
    /// Seconds from start to exit (SIGALRM ends the program).
    public var seconds: UInt32
    /// Seconds of processor time (RLIMIT_CPU).
    public var cpuSeconds: UInt

    public init(seconds: UInt32 = 10, cpuSeconds: UInt = 5) {
        self.seconds = seconds
        self.cpuSeconds = cpuSeconds
    }

    /// Puts the limits into force for this process.
    public func apply() {
        alarm(seconds)
        var limit = rlimit(rlim_cur: cpuSeconds, rlim_max: cpuSeconds + 1)
        setrlimit(__rlimit_resource_t(RLIMIT_CPU.rawValue), &limit)
    }
}
