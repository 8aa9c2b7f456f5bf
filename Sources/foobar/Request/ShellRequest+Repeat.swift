import Foundation

extension ShellRequest {
    /// Runs the request several times, one after another, and prints what that took.
    /// - Parameter isReading: whether it may be run once more, to see its memory.
    /// - Returns: the worst status.
    func measure(times count: Int, isReading: Bool) throws -> Int {
        var costs: [ProgramCost] = []
        var answers: [String: Int] = [:]
        var worst = 0
        let memory = isReading ? try peakMemory() : nil
        for _ in 1...count {
            let (response, cost) = try program.run(environment: environment, body: body)
            costs.append(cost)
            answers["\(response.statusLine.dropFirst("HTTP/1.1 ".count)), \(response.body.count) bytes", default: 0] += 1
            worst = max(worst, response.status)
        }
        for (answer, times) in answers.sorted(by: { $0.value > $1.value }) {
            say("\(times) × \(answer)")
        }
        say("             " + ["min", "median", "p99", "mean"].map(Self.column).joined())
        say("time         " + Self.row(costs.map { Self.milliseconds($0.time) }, "%.2f ms"))
        say("processor    " + Self.row(costs.map { Self.milliseconds($0.processorTime) }, "%.2f ms"))
        say("page faults  " + Self.row(costs.map { Double($0.pageFaults) }, "%.0f"))
        if let memory {
            say("memory       " + Self.column(String(format: "%.1f MB", Double(memory) / 1_048_576)) + " at the most")
        }
        return worst
    }

    /// Bytes. Looking takes a moment, which is no part of the times.
    private func peakMemory() throws -> Int? {
        guard program.confine == nil else { return nil }
        // Now and again a program has ended before it could be held.
        for _ in 1...5 {
            let cost = try program.run(environment: environment, body: body, looksAtMemory: true).cost
            if let memory = cost.peakMemory { return memory }
        }
        return nil
    }

    private static func milliseconds(_ time: Duration) -> Double { time / .milliseconds(1) }

    private static func row(_ values: [Double], _ format: String) -> String {
        let sorted = values.sorted()
        let at = { (share: Double) in sorted[max(0, Int((share * Double(sorted.count)).rounded(.up)) - 1)] }
        let mean = values.reduce(0, +) / Double(values.count)
        return [at(0), at(0.5), at(0.99), mean].map { column(String(format: format, $0)) }.joined()
    }

    private static func column(_ text: String) -> String {
        String(repeating: " ", count: max(0, 10 - text.count)) + text
    }
}
