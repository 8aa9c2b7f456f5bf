import Foundation

/// What one request costs each reading program, without nginx.
struct RouteCosts {
    let site: BenchSite

    private static let runs = 200
    /// A request for each program that readers wait for.
    private static let requests = [
        ("home", "", "/", ""), ("posts", "/posts", "/post-7", ""), ("fallback", "", "/none", ""), ("tags", "/tags", "/tag-3", ""),
        ("archive", "/archive", "/2011/07", ""), ("users", "/users", "/author-7", ""), ("search", "/search", "", "q=common"),
        ("feed", "/feed", "", ""), ("log", "/log", "", ""), ("health", "/health", "", ""),
    ]

    /// - Throws: `BenchError`, `MissingToolError`.
    func all() throws -> [BenchReport.Program] {
        let keeper = ChildProcess(name: "keeper", command: [site.home.products + "/keeper", site.dataFolder], environment: [:])
        try keeper.start()
        defer {
            keeper.signal(SIGTERM)
            waitpid(keeper.pid, nil, 0)
        }
        usleep(300_000)
        return try [program("line", nil)] + Self.requests.map { name, script, info, query in
            var target = MetaVariables(
                method: "GET", target: try RequestTarget(script + info + (query.isEmpty ? "" : "?" + query)), headers: [],
                program: name, scriptName: script, pathInfo: info)
            target.headers = [("Accept", "text/html"), ("User-Agent", "bench")]
            return try program(name, target.environment(home: site.home, dataFolder: site.dataFolder))
        }
    }

    /// Bytes of the largest of all programs, those that no reader waits for too.
    func largest() throws -> Int {
        let names = try FileManager.default.contentsOfDirectory(atPath: site.home.routeSources)
        return names.map { Self.size("\(site.home.programs)/\($0)") }.max() ?? 0
    }

    private static func size(_ path: String) -> Int {
        let file = URL(fileURLWithPath: path).resolvingSymlinksInPath().path
        return (try? FileManager.default.attributesOfItem(atPath: file)[.size] as? Int) ?? 0
    }

    private func program(_ name: String, _ environment: [String: String]?) throws -> BenchReport.Program {
        try BenchSignals.check()
        let path = "\(site.home.programs)/\(name)"
        let variables = environment ?? ["GATEWAY_INTERFACE": "CGI/1.1"]
        _ = try run([path], variables)
        let start = ContinuousClock.now
        var faults = 0
        for _ in 1...Self.runs { faults = try run([path], variables) }
        let time = (ContinuousClock.now - start) / Self.runs
        return BenchReport.Program(
            name: name, bytes: Self.size(path), milliseconds: Double(time.components.attoseconds) / 1e15, pageFaults: faults,
            instructions: try instructions(path, variables))
    }

    /// Runs a program from its start to its exit.
    /// - Returns: its page faults that needed no disk.
    private func run(_ command: [String], _ environment: [String: String]) throws -> Int {
        let nothing = open("/dev/null", O_RDWR | O_CLOEXEC)
        defer { close(nothing) }
        let launch = Launch(
            command: command, environment: environment, folder: site.home.programs,
            descriptors: [STDIN_FILENO: nothing, STDOUT_FILENO: nothing, STDERR_FILENO: nothing])
        let pid = try launch.start()
        var status: Int32 = 0
        var usage = rusage()
        guard wait4(pid, &status, 0, &usage) == pid, status == 0 else {
            throw BenchError.failed(tool: command[0], ending: "status \(status)")
        }
        return usage.ru_minflt
    }

    /// As callgrind counts them; nil where it is not installed.
    private func instructions(_ path: String, _ environment: [String: String]) throws -> Int? {
        guard let valgrind = try? Tool.path("valgrind", package: "valgrind") else { return nil }
        let report = site.dataFolder + "/callgrind"
        _ = try run([valgrind, "--tool=callgrind", "--callgrind-out-file=/dev/null", "--log-file=" + report, path], environment)
        let text = try String(contentsOfFile: report, encoding: .utf8)
        return text.split(separator: "\n").first { $0.contains("Collected :") }?.split(separator: " ").last.flatMap { Int($0) }
    }
}
