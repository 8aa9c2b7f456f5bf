import Foundation

/// Who sends mail with the domain behind the @: receivers look it up, and refuse what comes from others.
enum MailSending: Equatable {
    /// Nobody said: the zone has no word about mail.
    case unknown
    /// Nobody: whatever comes with this name is forged.
    case nobody
    /// This server.
    case here
    /// A relay, whose own SPF record stands at this name.
    case relay(String)

    /// `no`, `here`, or the name that the relay tells its customers to include.
    /// - Throws: `DomainNameError`.
    init(_ text: String) throws {
        switch text {
        case "": self = .unknown
        case "no": self = .nobody
        case "here": self = .here
        default:
            // Their names begin with _spf as a rule, which no host's may.
            let host = text.split(separator: ".").map { $0.hasPrefix("_") ? String($0.dropFirst()) : String($0) }.joined(separator: ".")
            _ = try DomainName(host)
            self = .relay(text.lowercased())
        }
    }

    func records(of domain: DomainName) -> [ZoneRecord] {
        let apex = domain.text + "."
        let policy: (spf: String, dmarc: String)
        switch self {
        case .unknown: return []
        case .nobody: policy = ("v=spf1 -all", "v=DMARC1; p=reject; sp=reject")
        case .here: policy = ("v=spf1 a -all", "v=DMARC1; p=quarantine")
        case .relay(let name): policy = ("v=spf1 include:\(name) -all", "v=DMARC1; p=quarantine")
        }
        let texts = [ZoneRecord.text(apex, policy.spf), .text("_dmarc." + apex, policy.dmarc)]
        switch self {
        // RFC 7505: no mail is taken.
        case .nobody: return [ZoneRecord(apex, "MX", "0 .")] + texts
        case .here: return [ZoneRecord(apex, "MX", "10 " + apex)] + texts
        // Where the domain's own mail goes is between the owner and who keeps her mail.
        case .relay, .unknown: return texts
        }
    }
}
