import ArgumentParser
import Foundation

/// `foobar replica`: every commit, somewhere else within a second or two.
struct ReplicaCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "replica",
        abstract: "Replicates the databases continuously by Litestream, until a signal ends it.",
        discussion: """
            Each commit is in the replica within a second or two, and a week can be gone back to: see `foobar restore --at`. \
            Uploads are not in it; the backups have them.

            Litestream checkpoints the databases, and while it runs the keeper does not. It must have SQLite 3.51.3 or \
            newer, and run as the user whose the databases are. It adds two empty tables to each.

            For s3 the key is in AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY; for sftp in \(Installation.configuration)/replica.key, \
            and the public key of the machine that it goes to in replica.host-key there, without which any machine is believed.

            The exit code is 78 where replication is off, or Litestream is not one that may be used.

            EXAMPLES
              ./foobar replica --to /mnt/other/foobar
              ./foobar replica --to s3://bucket/foobar
              ./foobar replica --status
            """)

    @Option(help: ArgumentHelp("A folder, sftp://user@host/folder or s3://bucket/folder. (default on a server: the setting 'replica')", valueName: "place"))
    var to: String?

    @Flag(help: "Say whether it runs, and how far behind it is; the exit code is 1 where something is wrong.")
    var status = false

    @OptionGroup var data: DataOption

    func run() throws {
        let home = try Home()
        let folder = try data.path(in: home)
        if status { return try show(home, folder) }
        do {
            try Replica(home: home, folder: folder, to: to).replicate()
        } catch let error as ReplicaError {
            FileHandle.standardError.write(Data("\(error)\n".utf8))
            throw ExitCode(78)
        }
    }

    private func show(_ home: Home, _ folder: String) throws {
        // Asking needs no destination, save to tell whether there should be one.
        let status = try Replica(home: home, folder: folder, to: to ?? (home.isRelease ? nil : folder)).status()
        let lag = status.lag.map { String(format: "all that was written until %.0f s ago is in the replica", $0) }
            ?? "nothing was written to the replica yet"
        say("\(status.databases) databases: \(lag).")
        for line in status.failing { say(line) }
        if !status.failing.isEmpty || (status.lag ?? .infinity) > 60 { throw ExitCode.failure }
    }
}
