import ArgumentParser
import Foundation

/// `foobar fuzz`: hands over to `Tests/fuzz/run`.
struct FuzzCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "fuzz",
        abstract: "Looks for inputs that break a parser, with libFuzzer.",
        discussion: """
            Two targets run at a time. What was learnt is kept in .build-fuzz/corpus, so that the next run goes on from
            there; an input that breaks something is kept in .build-fuzz/found, and `./foobar fuzz TARGET FILE` tries it
            again. --list names the targets.

            EXAMPLES
              ./foobar fuzz                         all targets, ten minutes each
              ./foobar fuzz markdown --seconds 60
            """)

    @Argument(help: "A target, and files to try instead of looking for new ones.")
    var names: [String] = []

    @Option(help: "How long to look, for each target.")
    var seconds = 600

    @Flag(help: "Name the targets.")
    var list = false

    func validate() throws {
        guard seconds > 0 else { throw ValidationError("--seconds is a number of seconds, 1 or more.") }
    }

    func run() throws {
        let home = try Home()
        let build = Build(home: home)
        try build.runIfNeeded()
        try build.installPrograms()
        let script = home.path + "/Tests/fuzz/run"
        let options = list ? ["--list"] : ["--seconds", String(seconds)]
        var arguments = ([script] + options + names).map { strdup($0) } + [nil]
        execv(script, &arguments)
        throw MissingToolError(tool: script, package: "bash")
    }
}
