import Foundation

/// Why there is no new certificate.
enum CertificateRequestError: Error, CustomStringConvertible {
    case notRoot
    case webServerSilent(reason: String)
    case wrongAnswer(url: String, host: String)
    case noResolver(String)
    case notResolved(String)
    case elsewhere(String, type: String, found: [String], expected: String)
    case refused(words: String)

    var description: String {
        switch self {
        case .notRoot: "A certificate is asked for by root: sudo foobar certificate"
        case .webServerSilent(let reason):
            "nginx does not answer on port 80, where the authority will ask: \(reason)\n'systemctl status \(WebServer.unit)' says why."
        case .wrongAnswer(let url, let host):
            """
            What the authority will ask for does not come: \(url) with `Host: \(host)` has another answer. Another web server \
            may have the port; 'ss -ltnp sport = :80' shows it. Else 'foobar install' puts nginx's configuration right.
            """
        case .noResolver(let name): "No resolver answers when asked for \(name): look at /etc/resolv.conf and the network."
        case .notResolved(let name):
            "\(name) has no address in DNS yet, so no authority gives a certificate for it; 'foobar dns --check' says what is missing."
        case .elsewhere(let name, let type, let found, let expected):
            """
            \(name) leads to \(found.joined(separator: " and ")) (\(type)), and this server \
            \(expected.isEmpty ? "has no such address" : "is \(expected)"): the authority would ask there. \
            'foobar dns --check' says what to do; an old answer may be kept for some hours.
            """
        case .refused(let words): Self.refusal(words)
        }
    }

    private static func refusal(_ words: String) -> String {
        let lines = words.split(separator: "\n").map { $0.trimmingCharacters(in: .whitespaces) }
        var reasons = lines.filter { $0.hasPrefix("Domain:") || $0.hasPrefix("Detail:") }
        if reasons.isEmpty {
            let usual = ["Saving debug log", "Ask for help or search", "Account registered", "Requesting a certificate", "Plugins selected"]
            reasons = lines.filter { line in !line.isEmpty && !usual.contains { line.hasPrefix($0) } }
        }
        let hints: [(sign: String, hint: String)] = [
            ("Timeout during connect", "Port 80 can't be reached from outside: open it in the firewall of the server's provider too."),
            ("Connection refused", "Port 80 is closed on the way here: look at the firewall of the server's provider."),
            ("NXDOMAIN", "The authority finds no such name: 'foobar dns --check' says what is missing."),
            ("SERVFAIL", "The authority's resolver fails on the domain: 'foobar dns --check' asks each of its name servers."),
            ("CAA record", "The domain's CAA record allows other authorities only: 'foobar dns' prints one that is right."),
            ("rateLimited", "The authority has given, or refused, too many of late; its words say when to come back."),
            ("unauthorized", "The authority was answered by another web server: 'foobar dns --check' shows where the name leads."),
        ]
        let hint = hints.first { words.contains($0.sign) }?.hint
        return (["The authority gave no certificate:"] + reasons.map { "  " + $0 } + [hint, "certbot's words are in /var/log/letsencrypt/letsencrypt.log."].compactMap { $0 })
            .joined(separator: "\n")
    }
}
