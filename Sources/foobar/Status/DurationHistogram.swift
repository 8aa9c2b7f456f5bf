/// How long requests took, counted in buckets that grow with what they count: exact to 15 ms, to an eighth above.
///
/// Two of them are merged by adding them up, so that hours make a day.
struct DurationHistogram: Equatable {
    private(set) var counts: [UInt32] = []

    /// Milliseconds that have a bucket each.
    private static let exact = 16
    /// Buckets from one power of two to the next, and their logarithm.
    private static let parts = 8
    private static let partBits = 3
    /// More than anybody waits: a quarter of an hour is in the last bucket.
    private static let last = bucket(1 << 20)

    private static func bucket(_ milliseconds: Int) -> Int {
        guard milliseconds >= exact else { return max(0, milliseconds) }
        let power = Int.bitWidth - 1 - milliseconds.leadingZeroBitCount
        return exact + (power - 4) * parts + (milliseconds >> (power - partBits)) - parts
    }

    /// The most milliseconds that count into a bucket.
    private static func most(_ bucket: Int) -> Int {
        guard bucket >= exact else { return bucket }
        let (power, part) = ((bucket - exact) / parts + 4, (bucket - exact) % parts)
        return (parts + part + 1) << (power - partBits) - 1
    }

    mutating func add(_ milliseconds: Int) {
        add(1, in: min(Self.bucket(milliseconds), Self.last))
    }

    mutating func add(_ other: DurationHistogram) {
        for (bucket, count) in other.counts.enumerated() where count > 0 { add(count, in: bucket) }
    }

    private mutating func add(_ count: UInt32, in bucket: Int) {
        if counts.count <= bucket { counts += [UInt32](repeating: 0, count: bucket + 1 - counts.count) }
        counts[bucket] = counts[bucket].addingReportingOverflow(count).partialValue
    }

    /// The milliseconds that `share` of the requests did not exceed; 0 where there are none.
    func quantile(_ share: Double) -> Int {
        let total = counts.reduce(0) { $0 + Int($1) }
        let wanted = max(1, Int((Double(total) * share).rounded(.up)))
        var seen = 0
        for (bucket, count) in counts.enumerated() {
            seen += Int(count)
            if seen >= wanted { return Self.most(bucket) }
        }
        return 0
    }

    /// `0:12,1:3`: buckets that are not empty.
    var text: String {
        counts.enumerated().filter { $1 > 0 }.map { "\($0):\($1)" }.joined(separator: ",")
    }

    init() {}

    /// What cannot be read counts for nothing.
    init(text: some StringProtocol) {
        for part in text.split(separator: ",") {
            let numbers = part.split(separator: ":")
            guard numbers.count == 2, let bucket = Int(numbers[0]), let count = UInt32(numbers[1]), 0...Self.last ~= bucket
            else { continue }
            add(count, in: bucket)
        }
    }
}
