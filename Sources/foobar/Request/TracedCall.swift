import Foundation

/// A line of strace(1), written with -f, -ttt and -T: `4711 1700000000.123456 openat(...) = 3 <0.000018>`.
struct TracedCall {
    let process: Int
    /// Seconds since 1970.
    let startedAt: Double
    /// Seconds; nil for what is no call that returned, like a signal.
    let took: Double?
    let text: String

    init?(_ line: String) {
        let parts = line.split(separator: " ", maxSplits: 2, omittingEmptySubsequences: true)
        guard parts.count == 3, let process = Int(parts[0]), let startedAt = Double(parts[1]) else { return nil }
        self.process = process
        self.startedAt = startedAt
        guard let opening = parts[2].lastIndex(of: "<"), parts[2].hasSuffix(">"),
            let took = Double(parts[2][parts[2].index(after: opening)...].dropLast())
        else {
            self.took = nil
            text = String(parts[2])
            return
        }
        self.took = took
        text = parts[2][..<opening].trimmingCharacters(in: .whitespaces)
    }
}
