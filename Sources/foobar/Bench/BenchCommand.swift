import ArgumentParser
import Foundation

/// `foobar bench`: what the site costs, side by side with what it can't be faster than.
struct BenchCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "bench",
        abstract: "Measures the site beside a file from nginx and a C program that prints a line.",
        discussion: """
            Makes a site of 1,000 posts and 20,000 comments in a folder for temporary files, serves it on a free port, and \
            asks for each page by wrk over 8 connections. What is compared takes turns in short rounds, and the medians \
            count. Uncached pages are asked for uncompressed, cached ones compressed, as browsers do. Takes two to three \
            minutes; let nothing else run meanwhile. Your own site and its data are not touched.

            EXAMPLES
              ./foobar bench
              ./foobar bench --chart bench.svg
              ./foobar bench --json --rounds 5 > bench.json
            """)

    @Flag(help: "Print JSON for other programs.")
    var json = false

    @Option(help: ArgumentHelp("Write a chart too.", valueName: "file.svg"))
    var chart: String?

    @Option(help: "How often each page has its turn.")
    var rounds = 3

    @Option(help: "How long a turn is, in seconds.")
    var seconds = 2

    func validate() throws {
        guard (1...99).contains(rounds), (1...60).contains(seconds) else {
            throw ValidationError("--rounds is 1 to 99, --seconds is 1 to 60.")
        }
    }

    func run() throws {
        let home = try Home()
        let build = Build(home: home)
        try build.runIfNeeded()
        try build.installPrograms()
        FileHandle.standardError.write(Data("Measuring; this takes two to three minutes.\n".utf8))
        let wrk = try Wrk(seconds: seconds)
        let site = try BenchSite(of: home, mostComments: 2_500 * rounds * seconds)
        defer { site.remove() }
        let report = try Bench(site: site, wrk: wrk, rounds: rounds).run()
        if let chart { try report.chart.write(toFile: chart, atomically: true, encoding: .utf8) }
        print(json ? try report.json : report.text, terminator: "")
    }
}
