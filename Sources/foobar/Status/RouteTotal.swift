/// What was asked of one program since counting began: what Prometheus wants, which never goes back.
struct RouteTotal {
    /// The upper ends of the buckets, in milliseconds.
    static let ends = [1, 5, 10, 25, 50, 100, 250, 500, 1_000, 2_500, 5_000, 10_000]

    /// By the first digit of the status, from 1 to 5.
    var classes = [0, 0, 0, 0, 0]
    var bytes = 0
    var milliseconds = 0
    /// Requests in each bucket; the last is for those that took longer.
    var durations = [Int](repeating: 0, count: ends.count + 1)
    /// By `CountedRequest.Cache`, in its order.
    var cache = [Int](repeating: 0, count: CountedRequest.Cache.allCases.count)

    init() {}

    mutating func add(_ request: CountedRequest) {
        classes[min(max(request.status / 100, 1), 5) - 1] += 1
        bytes += request.bytes
        milliseconds += request.milliseconds
        durations[Self.ends.firstIndex { request.milliseconds <= $0 } ?? Self.ends.count] += 1
        if let state = request.cache, let index = CountedRequest.Cache.allCases.firstIndex(of: state) { cache[index] += 1 }
    }

    var text: String { (classes + [bytes, milliseconds] + durations + cache).map(String.init).joined(separator: " ") }

    init?(_ fields: ArraySlice<Substring>) {
        let numbers = fields.compactMap { Int($0) }
        let size = durations.count
        guard numbers.count == 7 + size + cache.count else { return nil }
        classes = Array(numbers[..<5])
        (bytes, milliseconds) = (numbers[5], numbers[6])
        durations = Array(numbers[7..<7 + size])
        cache = Array(numbers[(7 + size)...])
    }
}
