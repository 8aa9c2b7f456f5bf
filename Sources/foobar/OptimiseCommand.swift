import ArgumentParser
import Foundation
import Site

/// `foobar optimise`: what a timer does at night, so that nothing gets slower with the years.
struct OptimiseCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "optimise",
        abstract: "Merges the pieces of the search's index, while the site runs.",
        discussion: """
            Each post that is written adds a piece, and a search looks into all. It is done in small steps with pauses \
            between them, so that who writes waits for some milliseconds at the most. Once a day is more than enough.

            SQLite's own 'PRAGMA optimize' is left out: it would keep figures that every program reads at its start, and \
            by which a plan could change that a test holds. Logs are written back by the keeper alone.

            EXAMPLES
              ./foobar optimise
            """)

    @OptionGroup var data: DataOption

    func run() throws {
        let home = try Home()
        let folder = DataFolder(try data.path(in: home))
        guard FileManager.default.fileExists(atPath: folder.siteDatabase) else { throw NoDatabaseError(path: folder.siteDatabase) }
        SignalPipe.open(for: [SIGINT, SIGTERM, SIGHUP])
        let started = ContinuousClock.now
        var steps = 0
        // Whoever ends it has what was merged so far.
        try Site(in: folder, for: .writing).mergeSearch {
            steps += 1
            if SignalPipe.next(within: 5) != nil { throw ExitCode.failure }
        }
        let seconds = (ContinuousClock.now - started) / .seconds(1)
        say(steps == 0 ? "The search's index is in one piece." : String(format: "The search's index was merged in %d steps and %.1f s.", steps, seconds))
    }
}
