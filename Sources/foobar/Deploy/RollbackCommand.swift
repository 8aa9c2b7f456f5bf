import ArgumentParser
import Foundation

/// `foobar rollback`: a release that was kept answers again.
struct RollbackCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "rollback",
        abstract: "Goes back to the release that answered before, or to one that is named.",
        discussion: """
            One rename, as in a deployment, and no request fails. The databases stay as they are: the programs of the \
            release before work with them until migrations of the phase `after` have run ('foobar deploy --help'); \
            then it is refused. 'foobar releases' lists what can be gone back to.

            EXAMPLES
              sudo foobar rollback
              ./foobar rollback --to ssh://root@example.org 20261123-112310
            """)

    @Argument(help: "A release's name.")
    var name: String?

    @OptionGroup var destination: DestinationOption

    func run() throws {
        Interruption.watch(connected: false)
        let target = try Destination(destination.address)
        guard target.isHere else {
            try DeployCommand.start([Installation.current + "/bin/foobar", "rollback"] + (name.map { [$0] } ?? []), at: target)
            return
        }
        let releases = Releases()
        guard let current = releases.current else { throw DeployRefusal.notInstalled }
        guard let name = name ?? releases.previous(of: current), releases.names.contains(name) else {
            let others = releases.names.filter { $0 != current }
            throw self.name.map { DeployRefusal.noRelease($0, others: others) } ?? DeployRefusal.nothingBefore(current)
        }
        try DeployCommand.start([releases.home(of: name).products + "/foobar", "activate", "--back"], at: target)
    }
}
