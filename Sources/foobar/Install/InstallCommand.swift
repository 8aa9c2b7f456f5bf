import ArgumentParser
import Foundation

/// `foobar install`: makes a Debian the site's server.
struct InstallCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "install",
        abstract: "Makes this Debian the site's server, or the one in a folder.",
        discussion: """
            Packages, users, folders, the first release, nginx, fcgiwrap and the keeper as units of systemd, timers, log \
            rotation, a firewall, security updates. It can be run again at any time, and changes only what differs; what \
            was said once stands in \(Installation.settings) and need not be said again. New programs are brought by \
            `foobar deploy`.

            EXAMPLES
              sudo ./foobar install --domain foobar.com --address 192.0.2.1 --contact ann@example.com
              sudo foobar install --dry-run                 what differs, and nothing is changed
              sudo ./foobar install --domain foobar.com --root /mnt       a Debian that is not running
            """)

    @OptionGroup var options: ServerOptions

    @Flag(name: .customLong("dry-run"), help: "Tell what differs, and change nothing.")
    var dryRun = false

    func run() throws {
        guard dryRun || geteuid() == 0 else { throw InstallError.notRoot }
        let machine = try options.machine()
        let settings = try options.settings(of: machine)
        let server = ProductionServer(settings: settings, machine: machine, source: try Home())
        if dryRun {
            let differences = try server.differences()
            for (state, words) in differences { say("\(state.name) \(words)") }
            say(differences.isEmpty ? "Nothing differs." : "Nothing was changed; without --dry-run all of this is made so.")
            return
        }
        var isNew = false
        var count = 0
        try server.make { state, difference in
            say("\(state.name) \(difference): done")
            for path in state.paths where path != state.name { say("    \(path)") }
            if state is DesiredDatabases { isNew = true }
            count += 1
        }
        say(count == 0 ? "Nothing differs; nothing was changed." : "The server is as it should be.")
        if isNew, let path = try DesiredDatabases.ownerLink(on: machine, settings) {
            say("The site has no owner yet. This link makes you its owner, once, until tomorrow: https://\(settings.canonicalHost)\(path)")
        }
    }
}
