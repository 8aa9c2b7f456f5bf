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
              ./foobar status                     requests, errors and times; disk, certificate, backup
              ./foobar doctor                     what is wrong, from DNS to disk, and what to do
              ./foobar sql                        the databases
              ./foobar backup --to ~/backups      the site, somewhere else, while it runs
              ./foobar deploy --to ssh://HOST     put it on the server; rollback goes back
              ./foobar test                       run all tests
            """,
        groupedSubcommands: [
            CommandGroup(
                name: "The site",
                subcommands: [
                    ServeCommand.self, ImportCommand.self, ExportCommand.self, UserCommand.self, MailCommand.self,
                    HooksCommand.self,
                ]),
            CommandGroup(
                name: "The server",
                subcommands: [
                    InstallCommand.self, UninstallCommand.self, DeployCommand.self, RollbackCommand.self,
                    ReleasesCommand.self, MigrateCommand.self, ActivateCommand.self, DNSCommand.self,
                    CertificateCommand.self, BackupCommand.self, RestoreCommand.self, ReplicaCommand.self,
                ]),
            CommandGroup(
                name: "What goes on",
                subcommands: [
                    StatusCommand.self, DoctorCommand.self, LogsCommand.self, CheckCommand.self, SQLCommand.self,
                    OptimiseCommand.self,
                ]),
            CommandGroup(
                name: "Routes",
                subcommands: [
                    NewCommand.self, RoutesCommand.self, RequestCommand.self,
                ]),
            CommandGroup(
                name: "The project",
                subcommands: [
                    TestCommand.self, BenchCommand.self, FuzzCommand.self, CompletionsCommand.self,
                ]),
        ])
}
