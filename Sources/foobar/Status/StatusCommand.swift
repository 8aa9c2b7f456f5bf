import ArgumentParser
import Foundation
import Site

/// `foobar status`: how the server does.
struct StatusCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "status",
        abstract: "Shows how the server does: requests, errors and times by program, databases, disk, certificate, backup.",
        discussion: """
            Times are from a request's first byte to its answer's last. p50 is what half of the requests did not \
            exceed, p99 what 99 of 100 did not. ERRORS are answers of 500 and above, REFUSED those of 400 to 499. \
            CACHE is how many of the pages that nginx may keep it had at hand.

            --update counts what the log has new, and writes it down for the page /status and for Prometheus, which \
            finds it at /metrics, from this machine only. './foobar serve' does so twice a minute, a timer on a server \
            once. --report has goaccess make one page of all that is in the log.

            EXAMPLES
              ./foobar status
              ./foobar status --since 1h --json
              ./foobar status --report report.html
              curl http://localhost:8080/metrics
            """)

    @Option(help: ArgumentHelp("The last 1h, 24h or 7d.", valueName: "time"), completion: .list(TrafficWindow.Span.allCases.map(\.rawValue)))
    var since = TrafficWindow.Span.day

    @Flag(help: "Print JSON: all of it, the last hour, day and week.")
    var json = false

    @Flag(help: "Write down what is new, for /status and /metrics, and print nothing.")
    var update = false

    @Option(
        help: ArgumentHelp("Have goaccess write a report of the whole log.", valueName: "file.html"), completion: .file(extensions: ["html"]))
    var report: String?

    @OptionGroup var data: DataOption

    func validate() throws {
        if [json, update, report != nil].filter({ $0 }).count > 1 { throw ValidationError("--json, --update and --report go one at a time.") }
    }

    func run() throws {
        let home = try Home()
        let folder = DataFolder(home.dataFolder(data.folder))
        if let report { return try GoAccess(folder: folder).write(to: report) }
        guard FileManager.default.fileExists(atPath: folder.logs) else { throw NoLogError(folder: folder.logs) }
        let kept = StatusFolder(folder)
        let machine = MachineLook(home: home)
        if update {
            return try kept.locked { open in
                var count = StatusCount(of: folder, after: kept.traffic())
                try count.readLog()
                let status = count.status(machine: machine)
                // The log is counted with what is kept of it: a count that ends before this counts for nothing.
                try open.write(Array(count.traffic.text.utf8), to: "traffic")
                try open.write(status.json.bytes, to: "status.json")
                try open.write(Array(Metrics(count.traffic.totals, status).text.utf8), to: "metrics")
            }
        }
        var count = StatusCount(of: folder, after: kept.traffic())
        try count.readLog()
        let status = count.status(machine: machine)
        if json {
            FileHandle.standardOutput.write(Data(status.json.bytes + [UInt8(ascii: "\n")]))
        } else {
            for line in StatusText(status, since).lines { say(Terminal.printable(line)) }
        }
    }
}

extension TrafficWindow.Span: ExpressibleByArgument {}
