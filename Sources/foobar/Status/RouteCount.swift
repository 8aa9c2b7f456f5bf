import Site

/// What was asked of one program in some time.
struct RouteCount {
    /// By the first digit of the status, from 1 to 5.
    var classes = [0, 0, 0, 0, 0]
    var bytes = 0
    var milliseconds = 0
    var slowest = 0
    var hits = 0
    var asked = 0
    var durations = DurationHistogram()

    init() {}

    mutating func add(_ request: CountedRequest) {
        classes[min(max(request.status / 100, 1), 5) - 1] += 1
        bytes += request.bytes
        milliseconds += request.milliseconds
        slowest = max(slowest, request.milliseconds)
        if let cache = request.cache, cache != .bypass {
            asked += 1
            if cache.isHit { hits += 1 }
        }
        durations.add(request.milliseconds)
    }

    mutating func add(_ other: RouteCount) {
        for index in classes.indices { classes[index] += other.classes[index] }
        bytes += other.bytes
        milliseconds += other.milliseconds
        slowest = max(slowest, other.slowest)
        hits += other.hits
        asked += other.asked
        durations.add(other.durations)
    }

    var figures: TrafficFigures {
        var figures = TrafficFigures()
        figures.requests = classes.reduce(0, +)
        figures.errors = classes[4]
        figures.refused = classes[3]
        figures.bytes = bytes
        figures.hits = hits
        figures.asked = asked
        figures.p50 = min(durations.quantile(0.5), slowest)
        figures.p99 = min(durations.quantile(0.99), slowest)
        figures.slowest = slowest
        return figures
    }

    /// In one line, without a newline.
    var text: String {
        (classes + [bytes, milliseconds, slowest, hits, asked]).map(String.init).joined(separator: " ") + " " + durations.text
    }

    /// - Parameter fields: of `text`, apart.
    init?(_ fields: ArraySlice<Substring>) {
        let numbers = fields.prefix(10).compactMap { Int($0) }
        guard numbers.count == 10 else { return nil }
        classes = Array(numbers[..<5])
        (bytes, milliseconds, slowest, hits, asked) = (numbers[5], numbers[6], numbers[7], numbers[8], numbers[9])
        durations = DurationHistogram(text: fields.dropFirst(10).first ?? "")
    }
}
