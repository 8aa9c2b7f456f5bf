import Foundation
import Site

/// nginx: what it was told, and how it answers.
struct WebServerExamination: Examination {
    let site: ExaminedSite
    let title = "nginx"

    func findings() throws -> [Finding] {
        guard site.isRunning, let settings = site.settings else {
            return [.skipped("No production server runs here; './foobar serve' looks after its own nginx.")]
        }
        var findings: [Finding] = []
        let test = try Output(of: ["nginx", "-t", "-q", "-e", "stderr", "-c", Installation.webServer + "/nginx.conf"], package: "nginx", timeLimit: 20)
        if !test.succeeded {
            let reason = test.complaints.split(separator: "\n").first { $0.contains("[emerg]") }.map(String.init) ?? test.complaints
            findings.append(.bad(
                "nginx would not start with its configuration: \(reason.trimmingCharacters(in: .whitespacesAndNewlines))",
                "'foobar install' writes it anew. What runs goes on with the one of before."))
        }
        guard let main = try Self.mainProcess() else {
            return findings + [.bad("nginx does not run.", "systemctl restart foobar-web; journalctl -u foobar-web -n 50 says why it ended.")]
        }
        if let age = try Self.configurationChanged(after: main) {
            findings.append(.bad("nginx runs with a configuration from before \(age).", "systemctl reload foobar-web"))
        }
        findings += try answers(settings)
        return findings.isEmpty ? [.good("nginx: configuration, answers, redirects, headers")] : findings
    }

    private static func mainProcess() throws -> Int? {
        let run = try Output(of: ["systemctl", "show", "--property=MainPID", "--value", "foobar-web.service"], package: "systemd", timeLimit: 20)
        return Int(run.text.trimmingCharacters(in: .whitespacesAndNewlines)).flatMap { $0 > 0 ? $0 : nil }
    }

    /// When a file of the configuration was changed that the youngest worker does not know; nil where it knows all.
    private static func configurationChanged(after main: Int) throws -> String? {
        let workers = try Output(of: ["pgrep", "-P", "\(main)"], package: "procps", timeLimit: 20).text.split(separator: "\n")
        let started = workers.compactMap { worker -> Int? in
            var status = stat()
            return stat("/proc/\(worker)", &status) == 0 ? status.st_ctim.tv_sec : nil
        }.max()
        let manager = FileManager.default
        let changed = ((try? manager.contentsOfDirectory(atPath: Installation.webServer)) ?? []).compactMap { name -> Int? in
            var status = stat()
            return stat("\(Installation.webServer)/\(name)", &status) == 0 ? status.st_mtim.tv_sec : nil
        }.max()
        // A reload and the files before it can be of one second.
        guard let started, let changed, changed > started + 1 else { return nil }
        return ISO8601DateFormatter().string(from: Date(timeIntervalSince1970: Double(changed)))
    }

    /// An answer's status and headers, by lower-case name.
    private struct Answer {
        var status = 0
        var headers: [String: String] = [:]
        /// curl's, where there is no answer.
        var fault = ""
    }

    /// As from outside, but for the way here.
    private func ask(_ address: String, host: String) throws -> Answer {
        let run = try Output(of: [
            "curl", "--disable", "--silent", "--show-error", "--max-time", "10", "--insecure", "--noproxy", "*", "--dump-header", "-",
            "--output", "/dev/null", "--resolve", "\(host):80:127.0.0.1", "--resolve", "\(host):443:127.0.0.1", address,
        ], package: "curl", timeLimit: 20)
        var answer = Answer(fault: run.complaints)
        for line in run.text.split(whereSeparator: \.isNewline) {
            if line.hasPrefix("HTTP/") {
                answer.status = line.split(separator: " ").dropFirst().first.flatMap { Int($0) } ?? 0
            } else if let colon = line.firstIndex(of: ":") {
                answer.headers[line[..<colon].lowercased()] = line[line.index(after: colon)...].trimmingCharacters(in: .whitespaces)
            }
        }
        return answer
    }

    private func answers(_ settings: ServerSettings) throws -> [Finding] {
        var findings: [Finding] = []
        let hasCertificate = FileManager.default.fileExists(atPath: "/etc/letsencrypt/live/\(settings.domain)/fullchain.pem")
        let canonical = "\(hasCertificate ? "https" : "http")://\(settings.canonicalHost)/"
        var others = ["http://\(settings.domain)/"]
        if hasCertificate { others += ["https://\(settings.domain)/", "http://\(settings.canonicalHost)/"] }
        for address in others {
            let host = address.contains("://www.") ? settings.canonicalHost : settings.domain
            let answer = try ask(address, host: host)
            if answer.status == 0 {
                findings.append(.bad("\(address) does not answer: \(answer.fault).", "journalctl -u foobar-web -n 50"))
            } else if !(301...308).contains(answer.status) || answer.headers["location"] != canonical {
                findings.append(.bad(
                    "\(address) does not lead to \(canonical): it answers \(answer.status) \(answer.headers["location"] ?? "").",
                    "'foobar install' writes nginx's configuration anew."))
            }
        }
        let health = try ask(canonical + "health", host: settings.canonicalHost)
        switch health.status {
        case 200: break
        case 0: findings.append(.bad("\(canonical) does not answer: \(health.fault).", "journalctl -u foobar-web -n 50"))
        default:
            findings.append(.bad(
                "\(canonical)health answers \(health.status): programs or databases do not answer.",
                "foobar logs --route health; systemctl status 'foobar-pool@*' foobar-keeper"))
        }
        let page = try ask(canonical, host: settings.canonicalHost)
        guard page.status > 0 else { return findings }
        if page.status != 200 { findings.append(.bad("\(canonical) answers \(page.status).", "foobar logs --status \(page.status)")) }
        let needed = ["content-security-policy", "x-content-type-options", "referrer-policy", "cross-origin-opener-policy"]
            + (hasCertificate ? ["strict-transport-security"] : [])
        let missing = needed.filter { page.headers[$0]?.isEmpty ?? true }
        if !missing.isEmpty {
            findings.append(.bad(
                "Pages come without \(missing.joined(separator: ", ")): browsers then allow what they should not.",
                "'foobar install' writes nginx's configuration anew."))
        }
        return findings
    }
}
