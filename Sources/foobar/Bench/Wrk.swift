import Foundation

/// What wrk (https://github.com/wg/wrk) measures of one address.
struct Wrk {
    /// What came of it.
    struct Load {
        let requests: Int
        let requestsPerSecond: Double
        /// Milliseconds in which half of the answers came.
        let p50: Double
        /// Milliseconds in which all answers came but one in a hundred.
        let p99: Double
        /// Answers of 400 and above, and requests that got none.
        let errors: Int
    }

    let seconds: Int
    private let tool: String

    /// - Throws: `MissingToolError`.
    init(seconds: Int) throws {
        self.seconds = seconds
        tool = try Tool.path("wrk", package: "wrk")
    }

    /// Asks as fast as it is answered.
    /// - Parameters:
    ///   - script: a file of Lua that makes the requests; it gets `argument`.
    ///   - meanwhile: called ten times a second.
    /// - Throws: `BenchError`.
    func load(
        _ url: String, headers: [String] = [], connections: Int, script: String, argument: String = "",
        meanwhile: () throws -> Void = {}
    ) throws -> Load {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: tool)
        // One thread makes the requests of a script in their order; a file takes two to ask for as fast as nginx answers.
        let threads = connections < 8 ? 1 : 2
        process.arguments = ["-t", "\(threads)", "-c", "\(connections)", "-d", "\(seconds)s", "--timeout", "10s", "-s", script]
            + headers.flatMap { ["-H", $0] } + [url, "--", argument]
        let output = Pipe()
        process.standardOutput = output
        try process.run()
        defer {
            process.terminate()
            process.waitUntilExit()
        }
        while process.isRunning {
            try BenchSignals.check()
            try meanwhile()
            usleep(100_000)
        }
        let said = String(decoding: (try? output.fileHandleForReading.readToEnd()) ?? Data(), as: UTF8.self)
        let numbers = said.split(separator: "\n").first { $0.hasPrefix("result ") }?.split(separator: " ").compactMap { Double($0) }
        guard let numbers, numbers.count == 5, numbers[1] > 0 else {
            throw BenchError.failed(tool: "wrk", ending: "status \(process.terminationStatus)")
        }
        return Load(
            requests: Int(numbers[0]), requestsPerSecond: numbers[0] / numbers[1] * 1e6, p50: numbers[2] / 1e3, p99: numbers[3] / 1e3,
            errors: Int(numbers[4]))
    }

    /// The end of each script.
    static let result = """
        function done(summary, latency)
            local errors = summary.errors
            io.write(string.format("result %d %d %d %d %d\\n", summary.requests, summary.duration, latency:percentile(50),
                latency:percentile(99), errors.status + errors.connect + errors.read + errors.write + errors.timeout))
        end

        """
}
