/// Ids within one piece of HTML: each starts with `u-` and is there once.
struct Identifiers {
    private var taken: Set<[UInt8]> = []
    private var counters: [[UInt8]: Int] = [:]
    private static let prefix = Array("u-".utf8)
    /// Bytes, with the prefix and a number at the end: what was cut once is not cut again.
    private static let longest = 100

    /// An id by the letter of HTML (no white space) and safe in a selector's quotes; empty where nothing is left.
    static func clean(_ id: [UInt8]) -> [UInt8] {
        var result: [UInt8] = []
        for byte in id.trimmed.prefix(longest) {
            switch byte {
            case 0x80...: result.append(byte)
            case _ where byte.isASCIILetter || byte.isASCIIDigit: result.append(byte)
            case UInt8(ascii: "-"), UInt8(ascii: "_"), UInt8(ascii: "."), UInt8(ascii: ":"): result.append(byte)
            default: result.append(UInt8(ascii: "-"))
            }
        }
        return fitting(result)
    }

    /// What the generators of static sites make of a heading's text: lower case, hyphens, no punctuation.
    static func anchor(of text: [UInt8]) -> [UInt8] {
        var result: [UInt8] = []
        for scalar in String(decoding: text, as: UTF8.self).unicodeScalars {
            if scalar.properties.isAlphabetic || scalar.properties.numericType != nil || scalar == "_" {
                result += scalar.properties.lowercaseMapping.utf8
            } else if scalar == " " || scalar == "-" {
                result.append(UInt8(ascii: "-"))
            }
            if result.count >= longest { break }
        }
        return fitting(result)
    }

    /// What of an id fits, with its prefix.
    private static func fitting(_ id: [UInt8]) -> [UInt8] {
        cut(id, to: id.starts(with: prefix) ? longest : longest - prefix.count)
    }

    /// No more bytes than these, and no part of a character.
    private static func cut(_ id: [UInt8], to limit: Int) -> [UInt8] {
        var bytes = Array(id.prefix(limit))
        // A cut can only leave a lead byte with too few after it.
        if let lead = bytes.lastIndex(where: { $0 & 0xC0 != 0x80 }), bytes[lead] >= 0xC0 {
            let length = bytes[lead] >= 0xF0 ? 4 : bytes[lead] >= 0xE0 ? 3 : 2
            if bytes.count - lead < length { bytes.removeSubrange(lead...) }
        }
        return bytes
    }

    static func prefixed(_ id: [UInt8]) -> [UInt8] {
        id.starts(with: prefix) ? id : prefix + id
    }

    /// The id itself, or with the first free number where it is taken.
    mutating func reserve(_ id: [UInt8]) -> [UInt8] {
        let wanted = Self.prefixed(id)
        if taken.insert(wanted).inserted { return wanted }
        var number = counters[wanted, default: 1]
        while true {
            number += 1
            let suffix = Array("-\(number)".utf8)
            let candidate = Self.cut(wanted, to: Self.longest - suffix.count) + suffix
            if taken.insert(candidate).inserted {
                counters[wanted] = number
                return candidate
            }
        }
    }

    func contains(_ id: [UInt8]) -> Bool { taken.contains(Self.prefixed(id)) }
}
