/// What was asked of the site in some time, in numbers.
public struct TrafficFigures: Sendable, Equatable {
    public var requests = 0
    /// Answers of 500 and above.
    public var errors = 0
    /// Answers of 400 to 499.
    public var refused = 0
    /// Bytes of bodies that were sent.
    public var bytes = 0
    /// Answers that nginx had at hand, of those that it may keep.
    public var hits = 0
    public var asked = 0
    // Milliseconds from a request's first byte to its answer's last: half of the requests took no longer than the
    // first, 99 of 100 no longer than the second.
    public var p50 = 0
    public var p99 = 0
    public var slowest = 0

    public init() {}
}
