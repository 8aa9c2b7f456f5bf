import ArgumentParser

/// The operator's command.
@main
struct Foobar: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "foobar",
        abstract: "Runs and looks after a website: nginx, fcgiwrap, one small program per route, SQLite.",
        discussion: """
            EXAMPLES
              ./foobar serve                      the site, at http://localhost:8080/
              ./foobar import ~/blog              bring in what was written elsewhere
              ./foobar request GET /posts/hello   run one route, with no server
              ./foobar test                       run all tests
            """,
        subcommands: [
            ServeCommand.self, ImportCommand.self, ExportCommand.self, RequestCommand.self, UserCommand.self, MailCommand.self, NewCommand.self,
            TestCommand.self,
        ])
}
