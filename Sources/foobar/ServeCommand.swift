import ArgumentParser

/// `foobar serve`: the whole site, in the foreground.
struct ServeCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "serve",
        abstract: "Builds the site and serves it on this machine until Ctrl-C.",
        discussion: """
            Builds what has changed, makes or brings forward the databases, and starts nginx, fcgiwrap and the \
            keeper as you, on 127.0.0.1 only. Prints a line for each request: time, method, path, status, \
            milliseconds, program. What programs write to standard error stands under it.

            A program put into cgi-bin/ answers at once. A new pool that it declares with --route counts from \
            the next start.

            EXAMPLES
              ./foobar serve
              ./foobar serve --port 8090 --data ~/blog-data
            """)

    @Option(help: "The port on 127.0.0.1.")
    var port: UInt16 = 8080

    @OptionGroup var data: DataOption

    @Flag(name: .customLong("no-build"), help: "Serve the programs in cgi-bin/ as they are.")
    var noBuild = false

    @Flag(name: .customLong("no-cache"), help: "Run a program for each request; keep no page.")
    var noCache = false

    func run() throws {
        let home = try Home()
        if !noBuild {
            let build = Build(home: home)
            try build.runIfNeeded()
            try build.installPrograms()
        }
        let server = try Server(home: home, dataFolder: home.dataFolder(data.folder), port: port, keepsPages: !noCache)
        try server.run()
    }
}
