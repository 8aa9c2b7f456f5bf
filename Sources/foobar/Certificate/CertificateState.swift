import Foundation

/// How it stands with the domain's certificate.
struct CertificateState {
    let domain: DomainName
    let file: String
    /// What is there, or why nothing is.
    let certificate: Result<Certificate, CertificateError>

    /// - Throws: `MissingToolError`, `LaunchError`.
    init(domain: DomainName, installation: Installation) throws {
        self.domain = domain
        file = installation.file(CertificateFiles(domain: domain.text).chain)
        do {
            certificate = .success(try Certificate(file: file))
        } catch let error as CertificateError {
            certificate = .failure(error)
        }
    }

    var names: [String] { [domain.text, "www." + domain.text] }

    /// The site's names that it is not for.
    var missingNames: [String] {
        guard case .success(let certificate) = certificate else { return names }
        return names.filter { !certificate.names.contains($0) }
    }

    /// Whether browsers take it, for all that can be told from here.
    func isGood(now: Date) -> Bool {
        guard case .success(let certificate) = certificate else { return false }
        return certificate.start <= now && now < certificate.end && missingNames.isEmpty
    }

    /// Whether to ask for a new one: a third of its time is left, however long that is.
    func isDue(now: Date) -> Bool {
        guard isGood(now: now), case .success(let certificate) = certificate else { return true }
        return certificate.end.timeIntervalSince(now) < certificate.end.timeIntervalSince(certificate.start) / 3
    }

    func lines(now: Date) -> [String] {
        switch certificate {
        case .failure(let error):
            return ["\(error)", "The site answers by HTTP until there is one; 'foobar certificate' gets it."]
        case .success(let certificate):
            let formatter = ISO8601DateFormatter()
            let days = Int((certificate.end.timeIntervalSince(now) / 86_400).rounded(.down))
            let end = formatter.string(from: certificate.end)
            var lines = ["The certificate for \(certificate.names.joined(separator: ", ")) is from \(certificate.issuer)."]
            if now >= certificate.end {
                lines.append("It is over since \(end): browsers refuse the site. 'foobar certificate' says why it was not renewed.")
            } else if now < certificate.start {
                lines.append("It begins at \(formatter.string(from: certificate.start)): look at the server's clock.")
            } else {
                lines.append("It ends at \(end), in \(days) \(days == 1 ? "day" : "days").")
            }
            if !missingNames.isEmpty {
                lines.append("It is not for \(missingNames.joined(separator: " and ")); 'foobar certificate' gets one that is.")
            }
            return lines
        }
    }
}
