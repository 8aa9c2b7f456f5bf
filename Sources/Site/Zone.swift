#if canImport(Glibc)
import Glibc
#endif

/// A time zone of the IANA database, with its offsets from UTC worked out when it is chosen: no page reads the
/// database for it. A class, since every page passes it on, and it is seldom looked at.
public final class Zone: Sendable, Equatable {
    /// Like `Europe/Vienna`.
    public let name: String
    /// Records of 13 characters: from when on (minutes since 1970, 8 digits), and the offset (minutes, a sign and
    /// 4 digits). From 1970 to 2070; before and after, what holds at the end that is nearer.
    let offsets: String

    public static let utc = Zone(name: "UTC", offsets: "")

    private static let recordSize = 13
    private static let last = 52_596_000

    public static func == (left: Zone, right: Zone) -> Bool {
        left.name == right.name && left.offsets == right.offsets
    }

    init(name: String, offsets: String) {
        self.name = name
        self.offsets = offsets
    }

    /// The zone of that name; nil where `/usr/share/zoneinfo` has none. It leaves the process in that zone.
    public init?(name: String) {
        let isName = !name.isEmpty && name.utf8.count <= 64 && name.utf8.allSatisfy { byte in
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), UInt8(ascii: "-"), UInt8(ascii: "+"),
                UInt8(ascii: "/"): true
            default: false
            }
        }
        guard isName, name.utf8.first != UInt8(ascii: "/"), Self.isZoneFile("/usr/share/zoneinfo/\(name)") else { return nil }
        self.name = name
        setenv("TZ", ":\(name)", 1)
        tzset()
        var records = ""
        var before: Int?
        // No zone changes twice within three days of a change that it takes back; a step this long finds each.
        var minute = 0
        while minute < Self.last {
            let offset = Self.offset(atMinute: minute)
            if let before, before != offset {
                var low = minute - 4_320
                var high = minute
                while high - low > 1 {
                    let middle = (low + high) / 2
                    if Self.offset(atMinute: middle) == before { low = middle } else { high = middle }
                }
                records += Self.record(high, offset)
            } else if before == nil {
                records += Self.record(0, offset)
            }
            before = offset
            minute += 4_320
        }
        offsets = records
    }

    /// Seconds to add to UTC, at a moment in seconds since 1970.
    public func offset(at seconds: Int) -> Int {
        var offsets = offsets
        return offsets.withUTF8 { bytes in
            func number(_ start: Int, _ count: Int) -> Int {
                var value = 0
                for index in start..<start + count { value = value * 10 + Int(bytes[index] &- UInt8(ascii: "0")) }
                return value
            }
            var low = 0
            var high = bytes.count / Self.recordSize
            guard high > 0 else { return 0 }
            while high - low > 1 {
                let middle = (low + high) / 2
                if number(middle * Self.recordSize, 8) * 60 <= seconds { low = middle } else { high = middle }
            }
            let minutes = number(low * Self.recordSize + 9, 4)
            return (bytes[low * Self.recordSize + 8] == UInt8(ascii: "-") ? -minutes : minutes) * 60
        }
    }

    private static func offset(atMinute minute: Int) -> Int {
        var seconds = time_t(minute * 60)
        var civil = tm()
        localtime_r(&seconds, &civil)
        return civil.tm_gmtoff / 60
    }

    private static func record(_ minute: Int, _ offset: Int) -> String {
        func digits(_ number: Int, _ count: Int) -> String {
            let text = String(number)
            return String(repeating: "0", count: max(0, count - text.utf8.count)) + text
        }
        return digits(minute, 8) + (offset < 0 ? "-" : "+") + digits(abs(offset), 4)
    }

    /// Whether it is a file of RFC 8536, which begins with `TZif`.
    private static func isZoneFile(_ path: String) -> Bool {
        guard let file = fopen(path, "r") else { return false }
        defer { fclose(file) }
        var magic = [UInt8](repeating: 0, count: 4)
        return fread(&magic, 1, 4, file) == 4 && magic == Array("TZif".utf8)
    }
}
