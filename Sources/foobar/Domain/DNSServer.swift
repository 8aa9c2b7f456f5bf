/// Whom to ask.
struct DNSServer: Equatable {
    /// A name or an address.
    let host: String
    var port: UInt16 = 53

    init(host: String) {
        self.host = host
    }

    /// `192.0.2.1`, `127.0.0.1#5353`, `2001:db8::1`, `ns.example.org`. nil where it is none of these.
    init?(_ text: String) {
        let parts = text.split(separator: "#", maxSplits: 1, omittingEmptySubsequences: false)
        if parts.count == 2 {
            guard let port = UInt16(parts[1]), port > 0 else { return nil }
            self.port = port
        }
        host = String(parts[0])
        guard !host.isEmpty, !host.hasPrefix("-"), host.utf8.allSatisfy({ byte in
            byte > 0x20 && byte < 0x7f && byte != UInt8(ascii: "@") && byte != UInt8(ascii: "+")
        }) else { return nil }
    }
}
