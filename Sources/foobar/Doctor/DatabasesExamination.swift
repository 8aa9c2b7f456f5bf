import Foundation
import Site

/// The databases: whole, of the right version, and brought up to date by the keeper.
struct DatabasesExamination: Examination {
    let site: ExaminedSite
    let title = "Databases"

    /// The keeper looks once a second, and a log is cut to four MB once all of it is in the database.
    private static let longestLog = 64_000_000

    func findings() throws -> [Finding] {
        let paths = [site.folder.siteDatabase, site.folder.membersDatabase, site.folder.triesDatabase]
        guard paths.contains(where: { FileManager.default.fileExists(atPath: $0) || FileManager.default.fileExists(atPath: $0 + "-wal") }) else {
            return [site.isServer
                ? .bad("\(site.folder.path) has no database.", "'foobar restore FILE' brings back a backup; 'foobar install' makes new ones.")
                : .skipped("\(site.folder.path) has no database yet: './foobar serve' makes them.")]
        }
        guard site.installation.root == "/" else { return [.skipped("Databases of a Debian in a folder are not opened.")] }
        var findings = CheckLines.findings(try site.foobar(["check", "--databases", "--data", site.folder.path], timeLimit: 600))
        for path in paths {
            var status = stat()
            if stat(path + "-wal", &status) == 0, status.st_size > Self.longestLog {
                findings.append(.bad(
                    "\(path)-wal has grown to \(StatusText.size(Int(status.st_size))): it is not brought into the database.",
                    "systemctl restart foobar-keeper; journalctl -u foobar-keeper -n 50"))
            }
        }
        if site.isRunning, let fault = try keeper() { findings.append(fault) }
        return findings
    }

    /// That it is started `install` sees to; a process can be there and do nothing.
    private func keeper() throws -> Finding? {
        let run = try Output(of: ["systemctl", "show", "--property=MainPID", "--value", "foobar-keeper.service"], package: "systemd", timeLimit: 20)
        let pid = run.text.trimmingCharacters(in: .whitespacesAndNewlines)
        guard pid != "0", let status = try? String(contentsOfFile: "/proc/\(pid)/stat", encoding: .utf8),
            // The name stands in brackets, and can have anything in it.
            let state = status.split(separator: ")").last?.trimmingCharacters(in: .whitespaces).first
        else { return nil }
        return "TtDZ".contains(state)
            ? .bad("The keeper is stopped (state \(state)): nothing brings what is written into the databases.", "systemctl restart foobar-keeper")
            : nil
    }
}
