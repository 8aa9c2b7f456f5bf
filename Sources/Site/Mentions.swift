/// The members that a text speaks to: `@name`.
enum Mentions {
    /// More of them in one comment are a crowd, and not told.
    static let limit = 10

    /// Names as accounts have them, each once; whether there is such a member is not looked at.
    static func names(in text: String) -> [String] {
        var names: [String] = []
        let bytes = Array(text.utf8)
        var index = 0
        while index < bytes.count && names.count < limit {
            defer { index += 1 }
            // After a letter or digit it is an address's.
            guard bytes[index] == UInt8(ascii: "@"), index == 0 || !isWord(bytes[index - 1]) else { continue }
            var name = bytes[(index + 1)...].prefix { isWord($0) && $0 < 0x80 }
            while let last = name.last, last == UInt8(ascii: "-") || last == UInt8(ascii: "_") { name.removeLast() }
            let text = String(decoding: name, as: UTF8.self).lowercased()
            if (1...32).contains(name.count), !names.contains(text) { names.append(text) }
        }
        return names
    }

    /// What names are made of, and all bytes of other scripts.
    private static func isWord(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"), 0x80...: true
        default: false
        }
    }
}
