import Foundation

extension BenchReport {
    /// Tables for people.
    var text: String {
        let count = "\(cores) cores, \(connections) connections, medians of \(rounds) rounds of \(seconds) s"
        let (load, costs, wanted) = (rows.map(cells), programs.map(cells), goals.map(cells))
        return """
            \(table(["under load", "requests/s", "p50 ms", "p99 ms", "ratio", "to"], load))
            \(count)

            The first readers of a page: \(number(alone, 2)) ms for one alone, \(number(together, 2)) ms for the slowest of eight.
            Memory of the whole site: \(number(Double(idleMemory) / 1e6, 1)) MB idle, \(number(Double(busyMemory) / 1e6, 1)) MB under load.

            \(table(["one request", "MB", "ms", "page faults", "instructions"], costs))

            \(table(["goals", "here", "goal", ""], wanted))

            """
    }

    private func cells(_ row: Row) -> [String] {
        [
            row.name, number(row.requestsPerSecond, 0), number(row.p50, 2), number(row.p99, 2), row.ratio.map { number($0, 2) } ?? "",
            row.limit == row.key ? "" : rows.first { $0.key == row.limit }?.name ?? "",
        ]
    }

    private func cells(_ program: Program) -> [String] {
        [
            program.name, number(Double(program.bytes) / 1e6, 1), number(program.milliseconds, 2), "\(program.pageFaults)",
            program.instructions.map { number(Double($0), 0) } ?? "-",
        ]
    }

    private func cells(_ goal: Goal) -> [String] {
        [
            goal.name, number(goal.value, 2), (goal.isLeast ? "≥ " : "≤ ") + number(goal.goal, 2),
            goal.isReached ? "reached" : "not reached",
        ]
    }

    func number(_ value: Double, _ digits: Int) -> String {
        value.isFinite ? String(format: "%.\(digits)f", value) : "-"
    }

    /// The first column to the left, the others to the right but for words at the end.
    private func table(_ head: [String], _ rows: [[String]]) -> String {
        let all = [head] + rows
        let widths = head.indices.map { column in all.map { $0[column].count }.max() ?? 0 }
        return all.map { row in
            let cells = zip(row, widths).enumerated().map { column, cell in
                let space = String(repeating: " ", count: cell.1 - cell.0.count)
                let isWords = column == 0 || column == head.count - 1 && rows.contains { Double($0[column]) == nil && !$0[column].isEmpty }
                return isWords ? cell.0 + space : space + cell.0
            }
            return cells.joined(separator: "  ").replacing(/\ +$/, with: "")
        }.joined(separator: "\n")
    }
}
