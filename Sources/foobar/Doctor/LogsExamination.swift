import Foundation
import Site

/// nginx's logs: their size, and what they tell of the last day.
struct LogsExamination: Examination {
    let site: ExaminedSite
    let title = "Logs"

    /// logrotate(8) is told to begin a new one at half of it.
    private static let largest = 512_000_000
    /// So many errors in a day, and such a share of all, are more than a mishap.
    private static let manyErrors = 10

    func findings() throws -> [Finding] {
        guard FileManager.default.fileExists(atPath: site.folder.logs + "/access.log") else {
            return [site.isRunning
                ? .bad("\(site.folder.logs) has no access.log: nothing is known of what was asked.", "systemctl restart foobar-web")
                : .skipped("There is no log yet.")]
        }
        var findings: [Finding] = []
        for name in ["access.log", "error.log"] {
            var status = stat()
            guard stat("\(site.folder.logs)/\(name)", &status) == 0, status.st_size > Self.largest else { continue }
            findings.append(.bad(
                "\(name) has grown to \(StatusText.size(Int(status.st_size))): nobody begins a new one.",
                "logrotate --verbose /etc/logrotate.d/foobar says why; systemctl status logrotate.timer"))
        }
        if site.isRunning {
            var status = stat()
            let isThere = stat(site.folder.status + "/status.json", &status) == 0
            let age = Int(Date().timeIntervalSince1970) - status.st_mtim.tv_sec
            if !isThere || age > 300 {
                findings.append(.bad(
                    "What the log has new was \(isThere ? "last counted \(StatusText.age(age))" : "never counted"): /status and /metrics are of then.",
                    "systemctl status foobar-status.timer foobar-status.service"))
            }
        }
        guard findings.allSatisfy({ !$0.words.contains("has grown") }) else { return findings }
        var count = StatusCount(of: site.folder, after: StatusFolder(site.folder).traffic())
        try count.readLog()
        let window = count.traffic.window(.day, now: count.now)
        let (errors, all) = (window.whole.errors, window.whole.requests)
        if errors >= Self.manyErrors, errors * 200 > all {
            let worst = window.routes.max { $0.figures.errors < $1.figures.errors }
            findings.append(.bad(
                "\(errors) of \(all) requests of the last day were answered with an error\(worst.map { $0.name.isEmpty ? "" : ", most of them by \($0.name)" } ?? "").",
                "foobar logs --status 5xx\(worst.map { $0.name.isEmpty ? "" : " --route \($0.name)" } ?? "")"))
        } else {
            findings.append(.good("Logs: \(all) requests in the last day, \(StatusText.errors(errors))"))
        }
        return findings
    }
}
