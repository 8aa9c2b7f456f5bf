/// What the world sees of the domain, by `foobar dns --check`.
struct DomainExamination: Examination {
    let site: ExaminedSite
    let title = "DNS"

    func findings() throws -> [Finding] {
        guard site.isRunning, let settings = site.settings else { return [.skipped("No domain is served from here.")] }
        guard !settings.address.isEmpty || !settings.address6.isEmpty else {
            return [.bad("\(Installation.settings) has no address of this server, so nobody can tell what DNS should say.", "Put it there as 'address = ...', then run 'foobar install'.")]
        }
        let run = try site.foobar(["dns", "--check"], timeLimit: 60)
        if run.succeeded { return [.good("DNS: the world sees \(settings.domain) as it should")] }
        // `wrong   NAME TYPE DATA` and `missing ...`, with reasons below; everything else is a sentence of its own.
        var findings: [Finding] = []
        // With what each name server lacks.
        var record: (words: String, lacks: [String])?
        func end() {
            guard let (words, lacks) = record else { return }
            findings.append(.bad("DNS is not as it should be: \(words)", lacks.joined(separator: " ")))
            record = nil
        }
        for line in run.text.split(separator: "\n").map(String.init) {
            if line.hasPrefix("    ") {
                record?.lacks.append(line.trimmingCharacters(in: .whitespaces))
                continue
            }
            end()
            if line.hasPrefix("wrong  ") || line.hasPrefix("missing ") {
                record = (String(line.drop { $0 != " " }).trimmingCharacters(in: .whitespaces), [])
            } else if !line.hasPrefix("ok  "), !line.contains("is served by") {
                findings.append(.bad("DNS: \(line)", "'foobar dns' prints the zone as it should be."))
            }
        }
        end()
        if findings.isEmpty {
            let reason = run.status == 124 ? "nobody answered in time" : run.complaints
            findings.append(.bad("DNS could not be asked: \(reason).", "See /etc/resolv.conf, and 'foobar dns --check'."))
        }
        return findings
    }
}
