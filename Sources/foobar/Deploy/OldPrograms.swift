import Foundation
import Glibc

/// Programs of releases before the one that answers, which were started before the last switch. Each ends by itself:
/// it has an alarm.
struct OldPrograms {
    let releases: Releases
    /// Seconds; the slow pool's longest have a minute.
    private static let patience = 90

    /// Waits until none is left.
    /// - Throws: `DeployError`.
    func wait() throws {
        let deadline = ContinuousClock.now + .seconds(Self.patience)
        while let name = running() {
            guard ContinuousClock.now < deadline else {
                throw DeployError(.migrate, reason: "\(name), of a release before, is running still")
            }
            try Interruption.check(before: .migrate)
            usleep(50_000)
        }
    }

    private func running() -> String? {
        guard let current = releases.current else { return nil }
        let manager = FileManager.default
        for process in (try? manager.contentsOfDirectory(atPath: "/proc")) ?? [] where process.allSatisfy(\.isNumber) {
            guard let program = try? manager.destinationOfSymbolicLink(atPath: "/proc/\(process)/exe"),
                program.hasPrefix(releases.folder + "/"), program.contains("/cgi-bin/") || program.contains("/tools/")
            else { continue }
            if !program.hasPrefix("\(releases.folder)/\(current)/") { return String(program.dropFirst(releases.folder.count + 1)) }
        }
        return nil
    }
}
