import Foundation
import Site

/// The measuring, from the first request to the last.
struct Bench {
    let site: BenchSite
    let wrk: Wrk
    let rounds: Int

    /// A page or file that is asked for again and again.
    private struct Page {
        let key: String
        let name: String
        let path: String
        var headers: [String] = []
        var connections = 8
        var script: String?
        /// What its rate is a ratio of: the key of another page.
        var limit: String?
        /// Whether it answers 404, as it should.
        var isMissing = false
    }

    private static let gzip = "Accept-Encoding: gzip"
    private static let post = "/posts/post-7"

    func run() throws -> BenchReport {
        var report = BenchReport(cores: ProcessInfo.processInfo.activeProcessorCount, rounds: rounds, seconds: wrk.seconds)
        try site.serve(keepsPages: true) { url, processes in
            report.idleMemory = try Self.idle(processes)
            try writeFiles(of: url)
            report.rows += try measure(cached, at: url)
            (report.alone, report.together) = try ColdPage(url: url).times()
        }
        try site.serve(keepsPages: false) { url, processes in
            report.rows += try measure(uncached, at: url)
            report.busyMemory = try busy(processes, at: url)
        }
        let costs = RouteCosts(site: site)
        report.programs = try costs.all()
        report.largestProgram = try costs.largest()
        report.judge()
        return report
    }

    private var cached: [Page] {
        let limit = "precompressed"
        return [
            Page(key: "file", name: "a file", path: "/bench/page.html"),
            Page(key: limit, name: "a precompressed file", path: "/bench/page.html", headers: [Self.gzip], limit: limit),
            Page(key: "cached", name: "a post from the cache, signed out", path: Self.post, headers: [Self.gzip], limit: limit),
            Page(
                key: "cached-signed-in", name: "a post from the cache, signed in", path: Self.post,
                headers: [Self.gzip, site.signedIn], limit: limit),
        ]
    }

    private var uncached: [Page] {
        let limit = "c"
        return [
            Page(key: limit, name: "a C program that prints a line", path: "/line", limit: limit),
            Page(key: "post", name: "a post with 20 comments", path: Self.post, limit: limit),
            Page(key: "home", name: "the home page", path: "/", limit: limit),
            Page(key: "not-found", name: "a post that is not there", path: "/posts/none", limit: limit, isMissing: true),
            Page(key: "search", name: "a search", path: "/search?q=common", limit: limit),
            Page(key: "feed", name: "the feed", path: "/feed", limit: limit),
            Page(
                key: "comment", name: "a comment, durable, 4 writers", path: "/", connections: 4, script: site.commenting, limit: limit),
            Page(key: "sign-in", name: "signing in", path: "/", script: site.signingIn, limit: limit),
        ]
    }

    /// The same page as a file, compressed and not.
    private func writeFiles(of url: String) throws {
        let curl = try Tool.path("curl", package: "curl")
        let path = site.home.files + "/bench/page.html"
        try BenchTool.run(curl, ["--silent", "--fail", "--output", path, url + Self.post])
        // Twice: the first may be of a page that is only just kept.
        for _ in 1...2 {
            try BenchTool.run(curl, ["--silent", "--fail", "--header", Self.gzip, "--output", path + ".gz", url + Self.post])
        }
    }

    /// Pages take turns, so that what slows the machine for a while slows them all.
    private func measure(_ pages: [Page], at url: String) throws -> [BenchReport.Row] {
        var loads = pages.map { _ in [Wrk.Load]() }
        let tries = try Tries(in: DataFolder(site.dataFolder))
        let database = try Site(in: DataFolder(site.dataFolder))
        var written = 0
        let before = try database.lastCommentID()
        for _ in 1...rounds {
            for (index, page) in pages.enumerated() {
                let load = try wrk.load(
                    url + page.path, headers: page.headers, connections: page.connections, script: page.script ?? site.reading,
                    argument: String(before + written)
                ) {
                    // All that is measured comes from one place, which may not sign in that often.
                    if page.key == "sign-in" { try tries.forget(.place, "127.0.0.1") }
                }
                let wrong = page.isMissing ? load.requests - load.errors : load.errors
                guard wrong == 0, load.requests > 0 else {
                    throw BenchError.wrongAnswers(page: page.name, count: wrong, of: load.requests)
                }
                if page.key == "comment" { written += load.requests }
                loads[index].append(load)
            }
        }
        let found = try database.lastCommentID() - before
        guard found >= written else { throw BenchError.unwritten(comments: found, of: written) }
        let rates = Dictionary(uniqueKeysWithValues: zip(pages, loads).map { ($0.key, Self.median($1.map(\.requestsPerSecond))) })
        return zip(pages, loads).map { page, loads in
            let rate = Self.median(loads.map(\.requestsPerSecond))
            let limit = page.limit.flatMap { rates[$0] }
            return BenchReport.Row(
                key: page.key, name: page.name, requestsPerSecond: rate, p50: Self.median(loads.map(\.p50)),
                p99: Self.median(loads.map(\.p99)), ratio: limit.map { rate / $0 }, limit: page.limit)
        }
    }

    /// What the site takes when nobody asks for anything.
    private static func idle(_ processes: [pid_t]) throws -> Int {
        sleep(1)
        try BenchSignals.check()
        return SiteMemory.bytes(of: processes)
    }

    /// What it takes at the most while a page is asked for as fast as it is answered.
    private func busy(_ processes: [pid_t], at url: String) throws -> Int {
        var most = 0
        _ = try wrk.load(url + Self.post, connections: 8, script: site.reading) {
            most = max(most, SiteMemory.bytes(of: processes))
        }
        return most
    }

    static func median(_ values: [Double]) -> Double {
        let sorted = values.sorted()
        guard !sorted.isEmpty else { return 0 }
        return (sorted[(sorted.count - 1) / 2] + sorted[sorted.count / 2]) / 2
    }
}
