#if canImport(Glibc)
import Glibc
#endif

/// What every commit to a database changes: the size and the time of its write-ahead log.
public struct CommitMark: Equatable, Sendable {
    private let size: Int
    private let seconds: Int
    private let nanoseconds: Int
    /// Whether a commit from now on must show. One in the same tick of the clock that files get their times from, up to
    /// 10 ms, that fits into the log as it is, would not.
    public let isSettled: Bool

    /// - Parameter log: the log's path, as C has it; where there is none, the mark is that of none.
    public init(ofLog log: UnsafePointer<CChar>) {
        var (status, now) = (stat(), timespec())
        clock_gettime(CLOCK_REALTIME_COARSE, &now)
        guard stat(log, &status) == 0 else {
            (size, seconds, nanoseconds, isSettled) = (-1, 0, 0, true)
            return
        }
        (size, seconds, nanoseconds) = (Int(status.st_size), status.st_mtim.tv_sec, status.st_mtim.tv_nsec)
        let age = (now.tv_sec - seconds) * 1_000 + (now.tv_nsec - nanoseconds) / 1_000_000
        // One from a moment after `now` is young; from the time before the clock was set back, it is not.
        isSettled = !(-1_000...20).contains(age)
    }

    public static func == (one: CommitMark, other: CommitMark) -> Bool {
        (one.size, one.seconds, one.nanoseconds) == (other.size, other.seconds, other.nanoseconds)
    }
}
