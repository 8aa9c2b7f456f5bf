import Foundation

/// Mail that waits, by `foobar mail list`, and who would take it.
struct MailExamination: Examination {
    let site: ExaminedSite
    let title = "Mail"

    func findings() throws -> [Finding] {
        guard site.installation.root == "/" else { return [.skipped("Mail of a Debian in a folder is not looked at.")] }
        guard FileManager.default.fileExists(atPath: site.folder.membersDatabase) else { return [.skipped("There are no members yet.")] }
        var findings: [Finding] = []
        if Sendmail() == nil {
            let words = "Nobody takes mail: there is no \(Sendmail.configuredPath). Nobody can sign up, or get a new password."
            let remedy = "apt-get install msmtp-mta for a relay, or postfix; see 'foobar mail --help'."
            findings.append(site.isServer ? .bad(words, remedy) : .note(words, remedy))
        }
        let run = try site.foobar(["mail", "list", "--data", site.folder.path], timeLimit: 20)
        guard run.succeeded else {
            return findings + [.bad("The mail that waits can't be read: \(run.complaints)", "foobar check --databases")]
        }
        // `ID  TIME  RECIPIENT  SUBJECT`, and below what keeps it.
        let lines = run.text.split(separator: "\n").map(String.init)
        let tried = lines.indices.filter { lines[$0].hasPrefix("    tried ") }
        if let index = tried.first {
            let reason = lines[index].split(separator: ":", maxSplits: 1).last.map { $0.trimmingCharacters(in: .whitespaces) } ?? ""
            findings.append(.bad(
                "\(tried.count == 1 ? "One mail was" : "\(tried.count) mails were") not taken: \(reason)",
                "'foobar mail list' has them; the owner's page /figures lets one be tried again."))
        }
        let formatter = ISO8601DateFormatter()
        let old = lines.filter { line in
            guard !line.hasPrefix(" "), let time = line.components(separatedBy: "  ").dropFirst().first.flatMap({ formatter.date(from: $0) })
            else { return false }
            return Date().timeIntervalSince(time) > 3_600
        }.count - tried.count
        if old > 0 {
            findings.append(.bad("\(old == 1 ? "One mail waits" : "\(old) mails wait") for more than an hour, and nobody tried.", "systemctl status foobar-mail.timer foobar-mail.path; foobar mail flush"))
        }
        return findings.isEmpty ? [.good("Mail: none waits")] : findings
    }
}
