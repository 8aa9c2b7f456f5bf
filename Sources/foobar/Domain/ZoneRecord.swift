/// A resource record, as a zone file has it.
struct ZoneRecord: Equatable {
    /// With a dot at its end.
    let name: String
    let ttl: Int
    let type: String
    /// As dig prints it: names with a dot at their end, addresses in their one form, strings in quotes.
    let data: String

    init(_ name: String, _ type: String, _ data: String, ttl: Int = 3_600) {
        self.name = name
        self.ttl = ttl
        self.type = type
        self.data = data
    }

    /// A TXT record. A string of DNS ends at 255 bytes; a longer text is several, which readers put together.
    static func text(_ name: String, _ text: String) -> ZoneRecord {
        let bytes = Array(text.utf8)
        let strings = stride(from: 0, to: max(bytes.count, 1), by: 255).map { start in
            "\"" + bytes[start..<min(start + 255, bytes.count)].map(escaped).joined() + "\""
        }
        return ZoneRecord(name, "TXT", strings.joined(separator: " "))
    }

    private static func escaped(_ byte: UInt8) -> String {
        switch byte {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"): return "\\" + String(UnicodeScalar(byte))
        case 0x20...0x7e: return String(UnicodeScalar(byte))
        default:
            let digits = String(byte)
            return "\\" + String(repeating: "0", count: 3 - digits.count) + digits
        }
    }
}
