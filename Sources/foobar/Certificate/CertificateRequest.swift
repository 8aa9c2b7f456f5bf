import Foundation

/// A certificate asked of the authority by certbot, which keeps the account and the files.
struct CertificateRequest {
    let settings: ServerSettings
    let installation: Installation

    /// certbot runs what is in this folder after `certbot renew`, which somebody may call by hand.
    static let hook = "/etc/letsencrypt/renewal-hooks/deploy/foobar"
    static let hookText = """
        #!/bin/sh
        # nginx takes a new certificate when it is told to; it is asked first whether it can.
        exec /usr/local/bin/foobar certificate --installed

        """

    /// - Throws: `CertificateRequestError`, `MissingToolError`.
    func run() throws {
        let domain = try DomainName(settings.domain)
        let names = [domain.text, "www." + domain.text]
        guard geteuid() == 0 else { throw CertificateRequestError.notRoot }
        let answer = try leaveAnswer()
        defer { try? FileManager.default.removeItem(atPath: answer.file) }
        try checkWebServer(answer, host: domain.text)
        try checkNames(names)
        try installHook()
        var arguments = [
            "certonly", "--non-interactive", "--agree-tos", "--webroot", "--webroot-path", Installation.challenges,
            "--cert-name", domain.text, "--key-type", "ecdsa", "--force-renewal",
        ]
        arguments += settings.contact.isEmpty ? ["--register-unsafely-without-email"] : ["--email", settings.contact]
        if !settings.acme.isEmpty { arguments += ["--server", settings.acme] }
        arguments += names.flatMap { ["--domain", $0] }
        var certbot = try Output(of: ["certbot"] + arguments, package: "certbot")
        // Debian's certbot 2.1 ends so where the authority refuses two nonces in a row, which passes.
        if (certbot.text + certbot.complaints).contains("AttributeError: can't set attribute") {
            certbot = try Output(of: ["certbot"] + arguments, package: "certbot")
        }
        guard certbot.succeeded else {
            throw CertificateRequestError.refused(words: certbot.text + "\n" + certbot.complaints)
        }
    }

    /// A file like the one that the authority will ask for.
    private func leaveAnswer() throws -> (name: String, file: String, text: String) {
        let folder = Installation.challenges + "/.well-known/acme-challenge"
        let name = "foobar-\(UUID().uuidString)"
        let manager = FileManager.default
        // nginx's workers read it, as another user.
        try manager.createDirectory(atPath: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o755])
        let text = UUID().uuidString
        try text.write(toFile: "\(folder)/\(name)", atomically: false, encoding: .utf8)
        try manager.setAttributes([.posixPermissions: 0o644], ofItemAtPath: "\(folder)/\(name)")
        return (name, "\(folder)/\(name)", text)
    }

    /// Each refusal counts with the authority, so what can be known beforehand is looked at here.
    private func checkWebServer(_ answer: (name: String, file: String, text: String), host: String) throws {
        let url = "http://127.0.0.1/.well-known/acme-challenge/\(answer.name)"
        let asked = try Output(of: [
            "curl", "--silent", "--show-error", "--max-time", "10", "--noproxy", "*", "--header", "Host: \(host)", url,
        ], package: "curl")
        guard asked.status == 0 else { throw CertificateRequestError.webServerSilent(reason: asked.complaints) }
        guard asked.text == answer.text else { throw CertificateRequestError.wrongAnswer(url: url, host: host) }
    }

    /// An authority that finds addresses of both families asks the newer, so an AAAA record that leads elsewhere is as
    /// bad as a wrong A record.
    private func checkNames(_ names: [String]) throws {
        for name in names {
            let found = try [("A", settings.address), ("AAAA", settings.address6)].map { type, expected in
                let answer = try DNSQuery(name: name, type: type).ask()
                guard answer.wasReceived else { throw CertificateRequestError.noResolver(name) }
                return (type, expected, answer.records.filter { $0.type == type }.map(\.data))
            }
            guard found.contains(where: { !$0.2.isEmpty }) else { throw CertificateRequestError.notResolved(name) }
            // Where nobody said what the addresses are, the authority finds out.
            guard found.contains(where: { !$0.1.isEmpty }) else { continue }
            for (type, expected, addresses) in found where addresses.contains(where: { $0 != expected }) {
                throw CertificateRequestError.elsewhere(name, type: type, found: addresses, expected: expected)
            }
        }
    }

    private func installHook() throws {
        let folder = (Self.hook as NSString).deletingLastPathComponent
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        if (try? String(contentsOfFile: Self.hook, encoding: .utf8)) != Self.hookText {
            try Self.hookText.write(toFile: Self.hook, atomically: true, encoding: .utf8)
        }
        try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: Self.hook)
    }
}
