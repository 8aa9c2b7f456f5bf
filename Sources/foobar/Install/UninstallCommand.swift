import ArgumentParser
import Foundation

/// `foobar uninstall`: the Debian is what it was, and the owner's things stay.
struct UninstallCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "uninstall",
        abstract: "Takes away what install made. Data, scripts, backups, settings and packages stay.",
        discussion: """
            EXAMPLES
              sudo foobar uninstall
            """)

    @Option(help: ArgumentHelp("The folder that the Debian is in.", valueName: "folder"), completion: .directory)
    var root = "/"

    func run() throws {
        guard geteuid() == 0 else { throw InstallError.notRoot }
        let options = try ServerOptions.parse(["--root", root])
        let machine = try options.machine()
        let server = ProductionServer(settings: try options.settings(of: machine), machine: machine, source: try Home())
        var left: [String] = []
        try server.remove { state, reason in
            if let reason {
                left.append("\(state.name): \(reason)")
            } else {
                say("\(state.name): gone")
            }
        }
        say("These stay:")
        for line in left.reversed() { say("    \(line)") }
    }
}
