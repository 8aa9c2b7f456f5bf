#if canImport(Glibc)
import Glibc
#endif

/// How long and how much a program may take: fcgiwrap ends none that hangs, so each ends itself. What it starts has
/// the same limits.
public struct Limits: Sendable, Equatable {
    /// Seconds from start to exit (SIGALRM ends the program).
    public var seconds: UInt32
    /// Seconds of processor time (RLIMIT_CPU).
    public var cpuSeconds: UInt
    /// Bytes of address space (RLIMIT_AS).
    public var memory: UInt

    /// Bytes of a file that it writes (RLIMIT_FSIZE): a request writes the log of a database, an upload.
    private static let file: UInt = 1 << 30

    public init(seconds: UInt32 = 10, cpuSeconds: UInt = 5, memory: UInt = 512 << 20) {
        self.seconds = seconds
        self.cpuSeconds = cpuSeconds
        self.memory = memory
    }

    /// Puts the limits into force for this process.
    public func apply() {
        alarm(seconds)
        set(RLIMIT_CPU.rawValue, cpuSeconds, cpuSeconds + 1)
        set(RLIMIT_AS.rawValue, memory, memory)
        set(RLIMIT_FSIZE.rawValue, Self.file, Self.file)
        // What a program had in its memory when it died would stay on the disk.
        set(RLIMIT_CORE.rawValue, 0, 0)
    }

    private func set(_ resource: UInt32, _ soft: UInt, _ hard: UInt) {
        var limit = rlimit(rlim_cur: soft, rlim_max: hard)
        setrlimit(__rlimit_resource_t(resource), &limit)
    }
}
