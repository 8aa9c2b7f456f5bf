import Foundation

/// A certificate in a file, as openssl reads it.
struct Certificate: Equatable {
    let names: [String]
    let issuer: String
    let start: Date
    let end: Date
    /// The address of the authority's OCSP responder, which not every authority has.
    let responder: String?

    /// The first certificate of the file.
    /// - Throws: `CertificateError` where there is none that can be read; `MissingToolError`.
    init(file: String) throws {
        guard FileManager.default.isReadableFile(atPath: file) else { throw CertificateError.noFile(file) }
        let words = try Output(of: [
            "openssl", "x509", "-in", file, "-noout", "-dates", "-dateopt", "iso_8601", "-issuer",
            "-ext", "subjectAltName,authorityInfoAccess",
        ], package: "openssl")
        var names: [String] = [], fields: [String: String] = [:], responder: String?
        for line in words.text.split(separator: "\n").map({ $0.trimmingCharacters(in: .whitespaces) }) {
            if line.hasPrefix("DNS:") {
                names = line.split(separator: ",").map { $0.trimmingCharacters(in: .whitespaces) }
                    .filter { $0.hasPrefix("DNS:") }.map { String($0.dropFirst(4)) }
            } else if line.hasPrefix("OCSP - URI:") {
                responder = String(line.dropFirst(11))
            } else if let sign = line.firstIndex(of: "=") {
                fields[String(line[..<sign])] = String(line[line.index(after: sign)...])
            }
        }
        guard let start = fields["notBefore"].flatMap(Self.date), let end = fields["notAfter"].flatMap(Self.date) else {
            throw CertificateError.unreadable(file, reason: words.complaints)
        }
        self.names = names
        self.start = start
        self.end = end
        self.responder = responder
        issuer = fields["issuer"] ?? ""
    }

    /// `2026-11-23 11:15:19Z`.
    private static func date(_ text: String) -> Date? {
        ISO8601DateFormatter().date(from: text.replacingOccurrences(of: " ", with: "T"))
    }
}
