import ArgumentParser
import Foundation

/// `foobar test`: hands over to `Tests/run`.
struct TestCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "test",
        abstract: "Runs all tests, installing what they need.",
        discussion: """
            A NAME is a file of Tests/ without .bats, or a suite or test of the Swift tests.

            EXAMPLES
              ./foobar test
              ./foobar test routing hazards
              ./foobar test SQLiteTests
            """)

    @Argument(help: "Run these alone.")
    var names: [String] = []

    func run() throws {
        let home = try Home()
        let build = Build(home: home)
        try build.runIfNeeded()
        try build.installPrograms()
        let tests = home.path + "/Tests/run"
        var arguments = ([tests] + names).map { strdup($0) } + [nil]
        execv(tests, &arguments)
        throw MissingToolError(tool: tests, package: "bash")
    }
}
