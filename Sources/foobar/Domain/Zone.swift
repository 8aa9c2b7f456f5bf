import Foundation

/// What DNS is to say of the site: the root's addresses, and `www` as another name of it.
struct Zone {
    let domain: DomainName
    /// In the order in which they are printed, without the SOA record.
    let records: [ZoneRecord]
    /// Whether this machine serves it: then the zone is whole, with its own SOA and NS records.
    let isServedHere: Bool

    var apex: String { domain.text + "." }
    var www: String { "www." + apex }

    /// Of a name server of one's own. Registrars ask for two names; both are this machine, as long as there is one.
    static func nameServers(of domain: DomainName) -> [String] { ["ns1.\(domain.text).", "ns2.\(domain.text)."] }

    /// - Throws: `DomainNameError`, `AddressError`, `CertificateAuthorityError`, `NoAddressError`.
    init(_ settings: ServerSettings) throws {
        domain = try DomainName(settings.domain)
        isServedHere = settings.dns
        let apex = domain.text + "."
        var addresses: [(type: String, data: String)] = []
        if !settings.address.isEmpty { addresses.append(("A", try IPv4Address(settings.address).text)) }
        if !settings.address6.isEmpty { addresses.append(("AAAA", try IPv6Address(settings.address6).text)) }
        guard !addresses.isEmpty else { throw NoAddressError() }
        var records: [ZoneRecord] = []
        if settings.dns {
            let servers = Self.nameServers(of: domain)
            records += servers.map { ZoneRecord(apex, "NS", $0) }
            records += servers.flatMap { server in addresses.map { ZoneRecord(server, $0.type, $0.data) } }
        }
        records += addresses.map { ZoneRecord(apex, $0.type, $0.data) }
        // At the root a CNAME would take the place of all else there.
        records.append(ZoneRecord("www." + apex, "CNAME", apex))
        records += try CertificateAuthority(directory: settings.acme).identities().map { ZoneRecord(apex, "CAA", "0 issue \"\($0)\"") }
        self.records = records + (try MailSending(settings.mail).records(of: domain))
    }

    /// A zone file (RFC 1035), which a provider's panel takes as well as NSD: a record a line, nothing left out.
    /// - Parameter serial: of a zone that is served here.
    func text(serial: UInt32) -> String {
        var lines: [[String]] = []
        if isServedHere {
            // Seconds: a secondary looks each hour, tries again after a quarter, gives up after two weeks; that there is no such
            // name is kept for ten minutes.
            lines.append([
                apex, "3600", "IN", "SOA", "\(Self.nameServers(of: domain)[0]) hostmaster.\(apex) \(serial) 3600 900 1209600 600",
            ])
        }
        lines += records.map { [$0.name, "\($0.ttl)", "IN", $0.type, $0.data] }
        let widths = (0..<4).map { column in lines.map { $0[column].utf8.count }.max() ?? 0 }
        return lines.map { fields in
            zip(fields, widths).map { $0.padding(toLength: max($1, $0.utf8.count), withPad: " ", startingAt: 0) }.joined(separator: "  ")
                + "  " + fields[4] + "\n"
        }.joined()
    }

    /// The serial of a zone file of this form.
    static func serial(of text: String) -> UInt32? {
        text.split(separator: "\n").first?.split(separator: " ").dropFirst(6).first.flatMap { UInt32($0) }
    }

    /// After `last`, and by the date and a count of the day where that is later.
    static func serial(after last: UInt32?, on date: Date) -> UInt32 {
        var calendar = Calendar(identifier: .gregorian)
        calendar.timeZone = .gmt
        let day = calendar.dateComponents([.year, .month, .day], from: date)
        let first = UInt32((day.year ?? 0) * 1_000_000 + (day.month ?? 0) * 10_000 + (day.day ?? 0) * 100)
        return max(first, (last ?? 0) &+ 1)
    }
}
