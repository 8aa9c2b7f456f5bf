import ArgumentParser
import Foundation

/// `foobar releases`: what is on the server.
struct ReleasesCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "releases",
        abstract: "Lists the releases on the server: which one answers, and which can be gone back to.",
        discussion: """
            EXAMPLES
              sudo foobar releases
              ./foobar releases --to ssh://root@example.org
            """)

    @OptionGroup var destination: DestinationOption

    func run() throws {
        let target = try Destination(destination.address)
        guard target.isHere, geteuid() == 0 else {
            Interruption.watch(connected: false)
            var launch = try target.launch([Installation.current + "/bin/foobar", "releases"], complaints: STDERR_FILENO)
            launch.descriptors[STDOUT_FILENO] = STDOUT_FILENO
            guard try launch.run() == .exit(0) else { throw ExitCode.failure }
            return
        }
        let releases = Releases()
        guard let current = releases.current else { throw DeployRefusal.notInstalled }
        for name in releases.names.reversed() {
            let release = try Release(of: releases.home(of: name))
            let commit = release.commit.isEmpty ? "" : "  " + release.commit.prefix(8) + (release.commit.hasSuffix("+") ? "+" : "")
            let state: String
            if name == current {
                state = "answers"
            } else if let obstacle = try releases.obstacle(to: release) {
                state = "no way back: " + obstacle
            } else {
                state = name == releases.previous(of: current) ? "answered before" : "can answer"
            }
            print("\(name == current ? "*" : " ") \(name)\(commit)  \(state)")
        }
    }
}
