import Foundation
import Site

/// The backups and the replica: how old, and whether they can be restored.
struct BackupExamination: Examination {
    let site: ExaminedSite
    let title = "Backups"

    func findings() throws -> [Finding] {
        guard site.isServer else { return [.skipped("A checkout makes no backups by itself.")] }
        let now = Int(Date().timeIntervalSince1970)
        var findings: [Finding] = []
        if let backup = MachineLook.backup(in: site.folder) {
            if !backup.fault.isEmpty {
                findings.append(.bad("The last backup failed: \(backup.fault)", "'foobar backup' tries again; journalctl -u foobar-backup has what was said."))
            }
            if now - backup.at > 2 * 86_400 {
                findings.append(.bad(
                    "The last good backup is \(backup.at == 0 ? "none" : "of \(StatusText.age(now - backup.at))").",
                    "systemctl status foobar-backup.timer; 'foobar backup' makes one now."))
            }
            if !backup.checkFault.isEmpty {
                findings.append(.bad("The newest backup could not be restored: \(backup.checkFault)", "'foobar backup' makes another, 'foobar restore --check' tries it."))
            } else if backup.checkedAt > 0, now - backup.checkedAt > 15 * 86_400 {
                findings.append(.bad("Whether backups can be restored was last tried \(StatusText.age(now - backup.checkedAt)).", "systemctl status foobar-restore-check.timer; 'foobar restore --check' does it now."))
            }
            if findings.isEmpty { findings.append(.good("Backup: \(StatusText.age(now - backup.at)), \(backup.checkedAt > 0 ? "and one was restored soundly" : "none was tried yet")")) }
        } else if Self.age(of: site.home.path, now) < 2 * 86_400 {
            findings.append(.note("No backup was made yet: the first is made at night.", "'foobar backup' makes one now."))
        } else {
            findings.append(.bad("No backup was ever made.", "'foobar backup' makes one; systemctl status foobar-backup.timer"))
        }
        if let settings = site.settings, !settings.replica.isEmpty, site.isRunning {
            let run = try site.foobar(["replica", "--status"], timeLimit: 30)
            let words = (run.text + run.complaints).split(separator: "\n").joined(separator: " ")
            findings.append(run.succeeded ? .good("Replica: \(words)") : .bad("The replica: \(words)", "systemctl status foobar-replica; journalctl -u foobar-replica -n 50"))
        }
        return findings
    }

    private static func age(of path: String, _ now: Int) -> Int {
        var status = stat()
        return stat(path, &status) == 0 ? now - status.st_mtim.tv_sec : 0
    }
}
