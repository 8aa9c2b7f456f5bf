/// That somebody may read but not take part.
public struct Ban: Sendable, Equatable {
    /// Seconds since 1970; nil: for good.
    public let until: Int?
    public let reason: String

    public init(until: Int?, reason: String) {
        self.until = until
        self.reason = reason
    }
}
