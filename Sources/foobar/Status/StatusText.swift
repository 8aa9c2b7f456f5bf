import Foundation
import Site

/// The status as a terminal shows it.
struct StatusText {
    private(set) var lines: [String] = []

    init(_ status: ServerStatus, _ span: TrafficWindow.Span) {
        if let window = status.window(span) { add(window) }
        lines.append("")
        add("Databases", status.databases.map { "\($0.name) \(Self.size($0.size))\($0.log > 0 ? " and \(Self.size($0.log)) of log" : "")" }.joined(separator: ", "))
        add("Logs", Self.size(status.logs))
        if status.diskSize > 0 {
            add("Disk", "\(Self.size(status.diskFree)) free of \(Self.size(status.diskSize))")
        }
        if let connections = status.connections {
            add("Connections", "\(connections.active) open, \(connections.waiting) of them idle")
        }
        if !status.release.isEmpty { add("Release", status.release) }
        if let certificate = status.certificate {
            let days = (certificate.end - status.at) / 86_400
            add("Certificate", "for \(certificate.domain), \(days < 0 ? "ended" : "ends") \(Self.day(certificate.end)) (\(Self.days(days)))")
        } else if !status.release.isEmpty {
            add("Certificate", "none yet")
        }
        if let backup = status.backup {
            add("Backup", backup.at == 0 ? "none yet" : "\(Self.age(status.at - backup.at)), \(Self.size(backup.size))")
            if !backup.fault.isEmpty { add("", "the last try failed: \(backup.fault)") }
            if backup.checkedAt > 0 {
                add("Restore check", "\(Self.age(status.at - backup.checkedAt)): \(backup.checkFault.isEmpty ? "sound" : backup.checkFault)")
            }
        } else if !status.release.isEmpty {
            add("Backup", "none yet")
        }
        if let replica = status.replica {
            add("Replica", replica.fault.isEmpty ? "\(Self.age(status.at - replica.at))" : replica.fault)
        }
    }

    private mutating func add(_ name: String, _ words: String) {
        guard !words.isEmpty else { return }
        lines.append(name.padding(toLength: 15, withPad: " ", startingAt: 0) + words)
    }

    private mutating func add(_ window: TrafficWindow) {
        let words = switch window.span {
        case .hour: "hour"
        case .day: "24 hours"
        case .week: "7 days"
        }
        guard window.whole.requests > 0 else { return lines.append("No requests in the last \(words).") }
        lines.append("The last \(words): \(window.whole.requests) requests, \(Self.errors(window.whole.errors)), \(Self.size(window.whole.bytes)) sent.")
        lines.append(Self.bars(window))
        lines.append("")
        let titles = ["ROUTE", "REQUESTS", "ERRORS", "REFUSED", "P50", "P99", "SLOWEST", "CACHE", "SENT"]
        let rows = ([("all", window.whole)] + window.routes.map { ($0.name.isEmpty ? "-" : $0.name, $0.figures) }).map { name, figures in
            [
                name, "\(figures.requests)", "\(figures.errors)", "\(figures.refused)", Self.time(figures.p50), Self.time(figures.p99),
                Self.time(figures.slowest), figures.asked == 0 ? "" : "\(figures.hits * 100 / figures.asked) %", Self.size(figures.bytes),
            ]
        }
        let widths = titles.indices.map { column in ([titles] + rows).map { $0[column].count }.max() ?? 0 }
        for row in [titles] + rows {
            let cells = zip(row, widths).enumerated().map { index, cell in
                let space = String(repeating: " ", count: cell.1 - cell.0.count)
                return index == 0 ? cell.0 + space : space + cell.0
            }
            lines.append(cells.joined(separator: "  "))
        }
    }

    /// Requests of each step, as a row of bars.
    private static func bars(_ window: TrafficWindow) -> String {
        let group = max(1, window.steps.count / 60)
        let sums = stride(from: 0, to: window.steps.count, by: group).map { start in
            window.steps[start..<min(start + group, window.steps.count)].reduce(0) { $0 + $1.requests }
        }
        let most = max(1, sums.max() ?? 1)
        let signs = Array("▁▂▃▄▅▆▇█")
        return String(sums.map { $0 == 0 ? " " : signs[min(signs.count - 1, $0 * signs.count / (most + 1))] })
    }

    static func errors(_ count: Int) -> String { count == 1 ? "1 error" : "\(count) errors" }

    static func time(_ milliseconds: Int) -> String {
        milliseconds < 10_000 ? "\(milliseconds) ms" : "\(milliseconds / 1_000) s"
    }

    static func size(_ bytes: Int) -> String {
        switch bytes {
        case ..<1_000: "\(bytes) B"
        case ..<1_000_000: "\(bytes / 1_000) kB"
        case ..<1_000_000_000: "\(bytes / 1_000_000).\(bytes / 100_000 % 10) MB"
        default: "\(bytes / 1_000_000_000).\(bytes / 100_000_000 % 10) GB"
        }
    }

    static func day(_ seconds: Int) -> String {
        let time = CivilTime(seconds)
        return "\(time.year)-\(time.month < 10 ? "0" : "")\(time.month)-\(time.day < 10 ? "0" : "")\(time.day)"
    }

    private static func days(_ days: Int) -> String {
        days < 0 ? "\(-days) days ago" : days == 1 ? "in 1 day" : "in \(days) days"
    }

    static func age(_ seconds: Int) -> String {
        switch seconds {
        case ..<120: "just now"
        case ..<7_200: "\(seconds / 60) minutes ago"
        case ..<172_800: "\(seconds / 3_600) hours ago"
        default: "\(seconds / 86_400) days ago"
        }
    }
}
