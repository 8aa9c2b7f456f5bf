import HTML

extension HTML {
    /// Words without markup as plain text: what a page says, for a program.
    var plainText: String {
        let references: [(name: StaticString, byte: UInt8)] = [
            ("&amp;", UInt8(ascii: "&")), ("&lt;", UInt8(ascii: "<")), ("&gt;", UInt8(ascii: ">")), ("&quot;", UInt8(ascii: "\"")),
            ("&#39;", UInt8(ascii: "'")),
        ]
        var text: [UInt8] = []
        var rest = bytes[...]
        while let byte = rest.first {
            let reference = references.first { reference in reference.name.withUTF8Buffer { rest.starts(with: $0) } }
            text.append(reference?.byte ?? byte)
            rest = rest.dropFirst(reference?.name.utf8CodeUnitCount ?? 1)
        }
        return String(decoding: text, as: UTF8.self)
    }
}
