import Foundation

extension ShellRequest {
    /// Runs the request once and prints, in the order of time, what the program asked of the system and of SQLite.
    /// - Returns: the answer's status.
    /// - Throws: `MissingToolError` without strace.
    func trace() throws -> Int {
        let strace = try Tool.path("strace", package: "strace")
        Terminal.leaveInterruptsToProgram()
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("foobar-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        defer { try? FileManager.default.removeItem(at: folder) }
        let calls = folder.appendingPathComponent("calls").path
        let statements = folder.appendingPathComponent("statements").path
        let descriptor = open(statements, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw LaunchError(program: statements, code: errno) }
        defer { close(descriptor) }

        let (response, cost) = try program.run(
            environment: environment.merging(["FOOBAR_TRACE": "3"]) { $1 }, body: body,
            wrapper: [strace, "-f", "-ttt", "-T", "-y", "-s", "64", "-a", "1", "-o", calls, "--"],
            descriptors: [3: descriptor])

        let asked = try String(contentsOfFile: calls, encoding: .utf8).split(separator: "\n")
            // The trace itself is none of the program's work.
            .filter { !$0.contains("<\(statements)>") }
            .compactMap { TracedCall(String($0)) }
        let ran = try String(contentsOfFile: statements, encoding: .utf8).split(separator: "\n")
            .compactMap { try? JSONDecoder().decode(TracedStatement.self, from: Data($0.utf8)) }
        let start = asked.first?.startedAt ?? ran.first.map { Double($0.started) / 1e9 } ?? 0
        let hasChildren = Set(asked.map(\.process)).count > 1
        let events = asked.map { ($0.startedAt, $0.took, [hasChildren ? "[\($0.process)] \($0.text)" : $0.text]) }
            + ran.map { (Double($0.started) / 1e9, Double($0.nanoseconds) / 1e9, $0.lines) }

        say("      ms    took")
        for (startedAt, took, lines) in events.sorted(by: { $0.0 < $1.0 }) {
            let times = String(format: "%8.3f %@  ", (startedAt - start) * 1000, took.map { String(format: "%7.3f", $0 * 1000) } ?? "      -")
            say(Terminal.printable(times + (lines.first ?? "")))
            for line in lines.dropFirst() { say(String(repeating: " ", count: times.count) + Terminal.printable(line)) }
        }
        let milliseconds = String(format: "%.1f", cost.time / .milliseconds(1))
        say("\(response.statusLine.dropFirst("HTTP/1.1 ".count)), \(response.body.count) bytes: \(asked.count) system calls and \(ran.count) statements in \(milliseconds) ms, most of it strace's own; --repeat tells the time without.")
        return response.status
    }
}
