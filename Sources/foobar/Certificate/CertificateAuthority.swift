import Foundation

/// Who gives certificates, by the directory of its ACME server.
struct CertificateAuthority {
    /// Empty for Let's Encrypt's.
    let directory: String

    /// The names that a CAA record allows it by; none where it does not say.
    ///
    /// RFC 8555 has them in the directory. Let's Encrypt's own are known, so that its customers need no network for a zone.
    /// - Throws: `CertificateAuthorityError` where the directory does not answer.
    func identities() throws -> [String] {
        if directory.isEmpty || URL(string: directory)?.host?.hasSuffix(".letsencrypt.org") == true { return ["letsencrypt.org"] }
        let answer = try Output(
            of: ["curl", "--silent", "--show-error", "--fail", "--location", "--max-time", "10", "--", directory], package: "curl")
        guard answer.status == 0, let words = try? JSONDecoder().decode(Directory.self, from: Data(answer.text.utf8)) else {
            throw CertificateAuthorityError(directory: directory, reason: answer.complaints.isEmpty ? "its answer is no directory" : answer.complaints)
        }
        return (words.meta?.caaIdentities ?? []).filter { name in
            !name.isEmpty && name.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7f && $0 != UInt8(ascii: "\"") && $0 != UInt8(ascii: "\\") }
        }
    }

    private struct Directory: Decodable {
        struct Meta: Decodable {
            var caaIdentities: [String]?
        }
        /// Every ACME server has it; what is no directory has not.
        let newOrder: String
        var meta: Meta?
    }
}
