import Foundation
import Site

/// What was counted in access.log: by program, for each minute of the last hour and each hour of the last week, and in
/// all since counting began. With it, how far each file of the log was read: both are written in one file, so that
/// nothing counts twice, or never, wherever a count ends.
struct Traffic {
    /// By when the minute or hour begins, and by program.
    private(set) var minutes: [Int: [String: RouteCount]] = [:]
    private(set) var hours: [Int: [String: RouteCount]] = [:]
    private(set) var totals: [String: RouteTotal] = [:]
    /// How far each file of the log was read, by `LogText.identity`.
    var marks: [String: LogMark] = [:]

    /// The last moment that stood in a line, and what it is in seconds since 1970: a thousand lines have the same.
    private var lastTime: [UInt8] = []
    private var lastSeconds = 0

    /// What is older is in the totals alone.
    private var (oldestMinute, oldestHour) = (0, 0)

    init() {}

    mutating func add(_ request: CountedRequest) {
        if !request.time.elementsEqual(lastTime) {
            guard let seconds = CivilTime.seconds(rfc3339: String(decoding: request.time, as: UTF8.self)) else { return }
            lastTime = Array(request.time)
            lastSeconds = seconds
        }
        if lastSeconds >= oldestMinute {
            minutes[lastSeconds - lastSeconds % 60, default: [:]][request.route, default: RouteCount()].add(request)
        }
        if lastSeconds >= oldestHour {
            hours[lastSeconds - lastSeconds % 3_600, default: [:]][request.route, default: RouteCount()].add(request)
        }
        totals[request.route, default: RouteTotal()].add(request)
    }

    /// Drops what is too old to be shown, and takes no more of it.
    mutating func forget(before now: Int) {
        oldestMinute = now - now % 60 - (TrafficWindow.Span.hour.steps - 1) * 60
        oldestHour = now - now % 3_600 - (TrafficWindow.Span.week.steps - 1) * 3_600
        minutes = minutes.filter { $0.key >= oldestMinute }
        hours = hours.filter { $0.key >= oldestHour }
        // A file can be out of sight for the moment in which logrotate(8) renames it.
        marks = marks.filter { $0.value.seen > now - 86_400 }
    }

    func window(_ span: TrafficWindow.Span, now: Int) -> TrafficWindow {
        let slots = span == .hour ? minutes : hours
        let start = now - now % span.step - (span.steps - 1) * span.step
        var window = TrafficWindow(span, start: start)
        var whole = RouteCount()
        var routes: [String: RouteCount] = [:]
        for step in 0..<span.steps {
            var all = RouteCount()
            for (name, count) in slots[start + step * span.step] ?? [:] {
                all.add(count)
                routes[name, default: RouteCount()].add(count)
            }
            whole.add(all)
            window.steps.append(all.figures)
        }
        window.whole = whole.figures
        window.routes = routes.map { ($0.key, $0.value.figures) }.sorted { ($1.1.requests, $0.0) < ($0.1.requests, $1.0) }
        return window
    }
}

extension Traffic {
    private static let heading = "foobar traffic 1"

    /// As it is kept between two counts.
    var text: String {
        var lines = [Self.heading]
        for (identity, mark) in marks { lines.append("file \(identity) \(mark.position) \(mark.seen) \(mark.state)") }
        for (name, total) in totals { lines.append("total \(Self.word(name)) \(total.text)") }
        for (kind, slots) in [("minute", minutes), ("hour", hours)] {
            for (start, counts) in slots {
                for (name, count) in counts { lines.append("\(kind) \(start) \(Self.word(name)) \(count.text)") }
            }
        }
        return lines.joined(separator: "\n") + "\n"
    }

    /// - Returns: nil for a text that this version did not write: it is counted anew.
    init?(text: String) {
        self.init()
        var lines = text.split(separator: "\n")[...]
        guard lines.popFirst().map(String.init) == Self.heading else { return nil }
        for line in lines {
            let fields = line.split(separator: " ", omittingEmptySubsequences: false)
            switch fields.first {
            case "file" where fields.count == 5:
                guard let position = Int(fields[2]), let seen = Int(fields[3]) else { return nil }
                marks[String(fields[1])] = LogMark(position: position, seen: seen, state: String(fields[4]))
            case "total" where fields.count > 2: totals[Self.name(fields[1])] = RouteTotal(fields[2...])
            case "minute" where fields.count > 3:
                if let start = Int(fields[1]) { minutes[start, default: [:]][Self.name(fields[2])] = RouteCount(fields[3...]) }
            case "hour" where fields.count > 3:
                if let start = Int(fields[1]) { hours[start, default: [:]][Self.name(fields[2])] = RouteCount(fields[3...]) }
            default: return nil
            }
        }
    }

    /// A program's name has letters, digits, - and _, and begins with a letter or digit.
    private static func word(_ name: String) -> String { name.isEmpty ? "-" : name }
    private static func name(_ word: Substring) -> String { word == "-" ? "" : String(word) }
}
