import ArgumentParser
import Foundation

/// `RELEASE/bin/foobar activate`: what a release does on the server to become the one that answers. `foobar deploy` and
/// `foobar rollback` start it; a release's own command knows what its programs need.
struct ActivateCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "activate", abstract: "Makes this release the one that answers.", shouldDisplay: false)

    @Flag(help: "Go back to it: nothing is tried or migrated.")
    var back = false

    @Flag(help: "It answers already: run the migrations that wait.")
    var finish = false

    @Flag(help: "Stop where standard input ends.")
    var connected = false

    func run() throws {
        Interruption.watch(connected: connected)
        let deployment = try Deployment(of: Home())
        if finish {
            try deployment.finish()
        } else if back {
            try deployment.goBack()
        } else {
            try deployment.deploy()
        }
    }
}
