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
              ./foobar routes                     every route, as it declares itself
              ./foobar check                      what is wrong with the programs in cgi-bin/
              ./foobar logs --status 5xx          what went wrong, and what was said of it
              ./foobar sql                        the databases
              ./foobar deploy --to ssh://HOST     put it on the server; rollback goes back
              ./foobar test                       run all tests
            """,
        subcommands: [
            ServeCommand.self, InstallCommand.self, UninstallCommand.self, NewCommand.self, ImportCommand.self, ExportCommand.self, RequestCommand.self, RoutesCommand.self,
            CheckCommand.self, SQLCommand.self, LogsCommand.self, UserCommand.self, MailCommand.self, HooksCommand.self,
            DeployCommand.self, RollbackCommand.self, ReleasesCommand.self, ActivateCommand.self, MigrateCommand.self,
            CertificateCommand.self, BenchCommand.self, TestCommand.self, FuzzCommand.self, CompletionsCommand.self,
        ])
}
