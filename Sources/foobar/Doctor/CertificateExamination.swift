import Foundation
import Site

/// The certificate: what is in the file, and what nginx shows.
struct CertificateExamination: Examination {
    let site: ExaminedSite
    let title = "TLS"

    func findings() throws -> [Finding] {
        guard let settings = site.settings else { return [.skipped("No domain is served from here.")] }
        let (domain, now) = (try DomainName(settings.domain), Date())
        let state = try CertificateState(domain: domain, installation: site.installation)
        guard case .success(let certificate) = state.certificate else {
            let lines = state.lines(now: now)
            return [.bad(lines.first ?? "There is no certificate.", lines.dropFirst().joined(separator: " "))]
        }
        var findings: [Finding] = []
        if !state.isGood(now: now) {
            findings += state.lines(now: now).dropFirst().filter { !$0.hasPrefix("It ends at") }
                .map { .bad("The certificate: \($0)", "'foobar certificate' gets a new one, or says why not.") }
        } else if state.isDue(now: now) {
            let days = Int(certificate.end.timeIntervalSince(now) / 86_400)
            findings.append(.bad(
                "The certificate ends in \(days) days, and was not renewed when it should have been.",
                "'foobar certificate' says why; journalctl -u foobar-certificate has earlier tries."))
        }
        if site.isRunning, let fault = try shown(state, settings) { findings.append(fault) }
        if findings.isEmpty {
            findings.append(.good("Certificate for \(certificate.names.joined(separator: ", ")) until \(StatusText.day(Int(certificate.end.timeIntervalSince1970)))"))
        }
        return findings
    }

    /// What a browser is shown, held against the file and against the authorities that Debian trusts.
    private func shown(_ state: CertificateState, _ settings: ServerSettings) throws -> Finding? {
        // Where the authority is the owner's own, its root is not Debian's to know.
        let trusts = settings.acme.isEmpty ? ["-verify_return_error"] : []
        let shown = try Output(of: [
            "openssl", "s_client", "-connect", "127.0.0.1:443", "-servername", settings.canonicalHost, "-verify_hostname", settings.canonicalHost,
        ] + trusts, package: "openssl", timeLimit: 20)
        let end = "-----END CERTIFICATE-----"
        guard let first = shown.text.range(of: "-----BEGIN CERTIFICATE-----"), let last = shown.text.range(of: end) else {
            let reason = (shown.text + shown.complaints).split(separator: "\n").first { $0.contains("verify error") || $0.contains("errno") || $0.contains("error:") }
            guard shown.complaints.contains("verify error") || shown.text.contains("verify error") else {
                return .bad("Nobody shows a certificate at port 443: \(reason.map(String.init) ?? "no answer").", "systemctl status foobar-web")
            }
            return .bad("Browsers will not trust the certificate: \(reason.map(String.init) ?? "").", "'foobar certificate' gets one of an authority that they know.")
        }
        let pem = shown.text[first.lowerBound..<last.upperBound] + "\n"
        let fingerprints = try [
            Output(of: ["openssl", "x509", "-noout", "-fingerprint", "-sha256"], package: "openssl", input: String(pem), timeLimit: 20),
            Output(of: ["openssl", "x509", "-in", state.file, "-noout", "-fingerprint", "-sha256"], package: "openssl", timeLimit: 20),
        ].map(\.text)
        if fingerprints[0] != fingerprints[1] {
            return .bad("nginx shows another certificate than the one in \(state.file).", "systemctl reload foobar-web")
        }
        guard settings.acme.isEmpty, let fault = (shown.text + shown.complaints).split(separator: "\n").first(where: { $0.contains("verify error") })
        else { return nil }
        return .bad("Browsers will not trust the certificate: \(fault).", "'foobar certificate' gets one of an authority that they know.")
    }
}
