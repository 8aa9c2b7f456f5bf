/// Addresses that a link or an image may have: `http:`, `https:`, `mailto:` (links only), and relative ones.
enum WebAddress {
    /// The address as a valid URL string (URL Standard, section 4.3); nil where its scheme is not of the list or it can't
    /// be mended.
    static func clean(_ raw: [UInt8], mail: Bool) -> [UInt8]? {
        var value = raw.filter { $0 != 0x09 && $0 != 0x0A && $0 != 0x0D }
        value = Array(value.drop { $0 <= 0x20 })
        while let last = value.last, last <= 0x20 { value.removeLast() }
        if value.contains(where: { $0 < 0x20 || $0 == 0x7F }) { return nil }
        guard value.first?.isASCIILetter == true, let colon = schemeEnd(value) else { return relative(value) }
        let scheme = String(decoding: value[..<colon].map(\.lowercasedASCII), as: UTF8.self)
        let rest = Array(value[(colon + 1)...])
        switch scheme {
        case "http", "https":
            let slashed = rest.map { $0 == UInt8(ascii: "\\") ? UInt8(ascii: "/") : $0 }
            guard slashed.starts(with: "//".utf8) else { return nil }
            return authority(Array(slashed.dropFirst(2))).map { Array("\(scheme)://".utf8) + $0 }
        case "mailto" where mail:
            guard !rest.isEmpty, rest.first != UInt8(ascii: "?") else { return nil }
            return Array("mailto:".utf8) + encoded(rest[...], hashes: 1)
        default:
            return nil
        }
    }

    private static func schemeEnd(_ value: [UInt8]) -> Int? {
        for (index, byte) in value.enumerated() {
            if byte == UInt8(ascii: ":") { return index }
            let isScheme =
                byte.isASCIILetter || byte.isASCIIDigit || byte == UInt8(ascii: "+") || byte == UInt8(ascii: "-")
                || byte == UInt8(ascii: ".")
            if !isScheme { return nil }
        }
        return nil
    }

    private static func relative(_ value: [UInt8]) -> [UInt8]? {
        let pathEnd = value.firstIndex { $0 == UInt8(ascii: "?") || $0 == UInt8(ascii: "#") } ?? value.count
        var slashed = value
        for index in 0..<pathEnd where slashed[index] == UInt8(ascii: "\\") { slashed[index] = UInt8(ascii: "/") }
        if slashed.starts(with: "//".utf8) {
            return authority(Array(slashed.dropFirst(2))).map { Array("https://".utf8) + $0 }
        }
        let result = encoded(slashed[...], hashes: 1)
        // A colon in the first segment would read as a scheme.
        let segment = result.prefix { $0 != UInt8(ascii: "/") && $0 != UInt8(ascii: "?") && $0 != UInt8(ascii: "#") }
        return segment.contains(UInt8(ascii: ":")) ? nil : result
    }

    /// What follows `//`, without a name and password.
    private static func authority(_ value: [UInt8]) -> [UInt8]? {
        let end = value.firstIndex {
            $0 == UInt8(ascii: "/") || $0 == UInt8(ascii: "?") || $0 == UInt8(ascii: "#")
        } ?? value.count
        var host = value[..<end]
        if let at = host.lastIndex(of: UInt8(ascii: "@")) { host = host[(at + 1)...] }
        if let colon = host.lastIndex(of: UInt8(ascii: ":")), host.last != UInt8(ascii: "]") {
            let port = host[(colon + 1)...]
            guard port.count <= 5, port.allSatisfy(\.isASCIIDigit),
                (Int(String(decoding: port, as: UTF8.self)) ?? 0) <= 65535
            else { return nil }
            if port.isEmpty { host = host[..<colon] }
        }
        let name = host.lastIndex(of: UInt8(ascii: ":")).map { host.last == UInt8(ascii: "]") ? host : host[..<$0] } ?? host
        guard isHost(name) else { return nil }
        return Array(host) + encoded(value[end...], hashes: 1)
    }

    private static func isHost(_ host: ArraySlice<UInt8>) -> Bool {
        if host.first == UInt8(ascii: "["), host.last == UInt8(ascii: "]") {
            let inner = host.dropFirst().dropLast()
            return inner.count >= 2 && inner.allSatisfy { $0.isHexDigit || $0 == UInt8(ascii: ":") || $0 == UInt8(ascii: ".") }
        }
        guard let first = host.first, first != UInt8(ascii: "."), first != UInt8(ascii: "-"), host.count <= 253 else {
            return false
        }
        var previous: UInt8 = 0
        for byte in host {
            let allowed =
                byte.isASCIILetter || byte.isASCIIDigit || byte == UInt8(ascii: "-") || byte == UInt8(ascii: ".")
                || byte == UInt8(ascii: "_")
            if !allowed || (byte == UInt8(ascii: ".") && previous == byte) { return false }
            previous = byte
        }
        return true
    }

    /// Percent-encodes what may not stand in a path, a query or a fragment. Characters beyond ASCII stay.
    private static func encoded(_ value: ArraySlice<UInt8>, hashes: Int) -> [UInt8] {
        var result: [UInt8] = []
        var hashes = hashes
        for (index, byte) in zip(value.indices, value) {
            var encode = false
            switch byte {
            case UInt8(ascii: "%"):
                encode = !(index + 2 < value.endIndex && value[index + 1].isHexDigit && value[index + 2].isHexDigit)
            case UInt8(ascii: "#"):
                encode = hashes == 0
                hashes -= encode ? 0 : 1
            case 0...0x20, UInt8(ascii: "\""), UInt8(ascii: "<"), UInt8(ascii: ">"), UInt8(ascii: "["),
                UInt8(ascii: "]"), UInt8(ascii: "\\"), UInt8(ascii: "^"), UInt8(ascii: "`"), UInt8(ascii: "{"),
                UInt8(ascii: "|"), UInt8(ascii: "}"), 0x7F:
                encode = true
            default: break
            }
            if encode {
                let digits = Array("0123456789ABCDEF".utf8)
                result += [UInt8(ascii: "%"), digits[Int(byte >> 4)], digits[Int(byte & 15)]]
            } else {
                result.append(byte)
            }
        }
        return result
    }

    static func decoded(_ value: ArraySlice<UInt8>) -> [UInt8] {
        var result: [UInt8] = []
        var index = value.startIndex
        while index < value.endIndex {
            if value[index] == UInt8(ascii: "%"), index + 2 < value.endIndex,
                let byte = UInt8(String(decoding: value[(index + 1)...(index + 2)], as: UTF8.self), radix: 16)
            {
                result.append(byte)
                index += 3
            } else {
                result.append(value[index])
                index += 1
            }
        }
        return result
    }
}
