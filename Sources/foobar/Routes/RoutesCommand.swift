import ArgumentParser
import Foundation

/// `foobar routes`: every program in `cgi-bin/`, as it declares itself.
struct RoutesCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "routes",
        abstract: "Lists every route: what it accepts, who runs it, what it reads, writes and starts, whether it is built.",
        discussion: """
            A Swift route declares itself in its main.swift. A script does so in a comment at its head:

              # foobar: methods=GET,HEAD,POST pool=slow body=65536 help=Counts visits.

            There are methods, pool (quick, slow), cache (none, page, validated), query (the fields that it \
            reads of it, where its pages are kept), reads and writes (site, members), \
            body (bytes), and help, which takes the rest of the line. Each may be left out.

            A program is 'current' where it was built from its source as it is, 'stale' where that has changed \
            since, 'own' where it has no source here. PROFILE is what the owner allows to a script beside what \
            every script may: cgi-bin/scripts.conf.

            EXAMPLES
              ./foobar routes
              ./foobar routes --json
            """)

    @Flag(help: "Print JSON: a list of objects.")
    var json = false

    func run() throws {
        let home = try Home()
        var complaints: [String] = []
        let routes = try ListedRoute.all(in: home) { complaints.append("\($0)") }
        if json {
            let encoder = JSONEncoder()
            encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
            FileHandle.standardOutput.write(try encoder.encode(routes) + Data("\n".utf8))
        } else {
            Self.printTable(routes)
            if routes.contains(where: { [.stale, .missing].contains($0.state) }) {
                say("\n'./foobar serve' builds what is stale or missing.")
            }
            for route in routes where route.state == .notExecutable {
                say("\ncgi-bin/\(route.name) can't be run, and fallback answers in its place: chmod +x cgi-bin/\(route.name)")
            }
        }
        for complaint in complaints { FileHandle.standardError.write(Data((complaint + "\n").utf8)) }
    }

    private static func printTable(_ routes: [ListedRoute]) {
        let titles = ["NAME", "PROGRAM", "METHODS", "POOL", "CACHE", "QUERY", "READS", "WRITES", "TOOLS", "BODY", "PROFILE", ""]
        let rows = routes.map { route in
            let list = { (names: [String]?) in names.map { $0.isEmpty ? "-" : $0.joined(separator: ",") } ?? "?" }
            return [
                route.name, route.state.rawValue, list(route.methods), route.pool.rawValue, route.cache?.rawValue ?? "?",
                list(route.query), list(route.reads), list(route.writes), list(route.tools),
                route.body.map { $0 == 0 ? "-" : "\($0)" } ?? "?", route.profile ?? "-", route.help ?? "",
            ]
        }
        let widths = titles.indices.dropLast().map { column in ([titles] + rows).map { $0[column].count }.max() ?? 0 }
        for row in [titles] + rows {
            let cells = zip(row, widths).map { $0.padding(toLength: $1, withPad: " ", startingAt: 0) }
            say(Terminal.printable((cells + [row[widths.count]]).joined(separator: "  ").trimmingCharacters(in: .whitespaces)))
        }
    }
}
