import ArgumentParser
import Foundation

/// `foobar logs`: the requests that were answered, and what their programs said.
struct LogsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "logs",
        abstract: "Shows requests from the web server's log, with what their programs wrote to standard error.",
        discussion: """
            A line a request: time, method, path, status, milliseconds, program. Rotated files are read too, the \
            oldest first. Each error page shows its request's id.

            EXAMPLES
              ./foobar logs --status 5xx
              ./foobar logs --route login --slow 500ms
              ./foobar logs --id 6d2b8a0c9e4f47139a5b2c1d0e3f4a5b
              ./foobar logs -f                  the last ten, and what comes
            """)

    @Flag(name: [.customShort("f"), .long], help: "Show the last ten, and go on with what comes until Ctrl-C.")
    var follow = false

    @Option(help: "Requests that this program answered.", completion: Completions.routes)
    var route: String?

    @Option(
        help: ArgumentHelp("Requests with this status: 404, or 5xx for all of them.", valueName: "status"),
        completion: .list(["2xx", "3xx", "4xx", "5xx"]))
    var status: StatusPattern?

    @Option(help: ArgumentHelp("Requests that took at least so long: 50ms, 2s.", valueName: "time"))
    var slow: Milliseconds?

    @Option(help: "The request with this id.")
    var id: String?

    @OptionGroup var data: DataOption

    func run() throws {
        let folder = try Home().dataFolder(data.folder) + "/log"
        guard follow || FileManager.default.fileExists(atPath: folder + "/access.log") else { throw NoLogError(folder: folder) }
        let filter = LogFilter(route: route, status: status, atLeast: slow?.seconds, id: id)
        // From before the files are read, so that what comes meanwhile is missed by neither.
        let log = RequestLog(folder: folder)
        let said = try SaidWords(LogFiles("error.log", in: folder))
        var last: [LoggedRequest] = []
        try LogFiles("access.log", in: folder).forEachLine { line in
            // An id is in few lines, and the rest need not be taken apart.
            if let id, strstr(line, id) == nil { return }
            guard let request = LoggedRequest(line), filter.takes(request) else { return }
            guard follow else { return RequestLog.print(request, said.words(request)) }
            last = last.suffix(9) + [request]
        }
        guard follow else { return }
        for request in last { RequestLog.print(request, said.words(request)) }
        let shown = Set(last.map(\.id))
        while true {
            log.takeNew { request, words in
                if !shown.contains(request.id), filter.takes(request) { RequestLog.print(request, words) }
            }
            usleep(200_000)
        }
    }
}
