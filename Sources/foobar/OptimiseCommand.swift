import ArgumentParser
import Foundation
import Site
import SQLite

/// `foobar optimise`: what keeps the databases quick, while the site runs.
struct OptimiseCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "optimise",
        abstract: "Keeps the databases quick: SQLite's statistics, and the search index in fewer pieces.",
        discussion: """
            On a server a timer runs it each night. Who writes meanwhile waits for a moment at the most.

            EXAMPLES
              ./foobar optimise
            """)

    @OptionGroup var data: DataOption

    func run() throws {
        let folder = DataFolder(try Home().dataFolder(data.folder))
        try Site(in: folder, for: .writing).optimise()
        try Members(in: folder, for: .writing).optimise()
        let own = (try? FileManager.default.contentsOfDirectory(atPath: folder.ownDatabases)) ?? []
        for path in [folder.triesDatabase] + own.filter({ $0.hasSuffix(".db") }).sorted().map({ "\(folder.ownDatabases)/\($0)" }) {
            try Database(path, for: .writing).optimise()
        }
    }
}
