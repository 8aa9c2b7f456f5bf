import Foundation

/// The server's keeper, which is of the release that was current when it was started.
struct Keeper {
    let installation: Installation

    /// Has systemd start the release's keeper, where it is another program. The one before leaves the logs to it.
    /// - Throws: `DeployError`.
    func follow(from before: Home, to home: Home) throws {
        let (old, new) = (before.products + "/keeper", home.products + "/keeper")
        guard !FileManager.default.contentsEqual(atPath: old, andPath: new),
            FileManager.default.fileExists(atPath: "/run/systemd/system")
        else { return }
        let restart = Launch(
            command: [try Tool.path("systemctl", package: "systemd"), "try-restart", "foobar-keeper.service"],
            environment: ["PATH": "/usr/bin:/bin"], folder: "/")
        let (text, ending) = try restart.output()
        guard ending == .exit(0) else { throw DeployError(.health, reason: "the keeper could not be started again: \(text)") }
    }
}
