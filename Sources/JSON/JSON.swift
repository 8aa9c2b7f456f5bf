/// JSON text (RFC 8259), written from front to back.
///
///     var json = JSON()
///     json.object { $0.member("title", title); $0.member("tags") { $0.array { … } } }
///
/// `<` and the two line separators of JavaScript are written as escapes, so the text can stand in a `script`.
public struct JSON: Sendable {
    public private(set) var bytes: [UInt8] = []
    /// Whether the next value or name comes after another one at its level.
    private var follows = false

    public init() {}

    /// Text of the program's own that is JSON already.
    public init(trusted text: StaticString) {
        bytes = text.withUTF8Buffer { [UInt8]($0) }
        follows = true
    }

    public mutating func object(_ members: (inout JSON) throws -> Void) rethrows {
        try nested(UInt8(ascii: "{"), UInt8(ascii: "}"), members)
    }

    public mutating func array(_ elements: (inout JSON) throws -> Void) rethrows {
        try nested(UInt8(ascii: "["), UInt8(ascii: "]"), elements)
    }

    /// A member of an object, whose value `body` writes.
    public mutating func member(_ name: StaticString, _ body: (inout JSON) throws -> Void) rethrows {
        separate()
        name.withUTF8Buffer { quote($0) }
        bytes.append(UInt8(ascii: ":"))
        follows = false
        try body(&self)
        follows = true
    }

    public mutating func member(_ name: StaticString, _ text: String) {
        member(name) { $0.string(text) }
    }

    /// A member whose name is known at run time only.
    public mutating func member(named name: String, _ text: String) {
        string(name)
        bytes.append(UInt8(ascii: ":"))
        follows = false
        string(text)
    }

    public mutating func member(_ name: StaticString, _ text: Span<UInt8>) {
        separate()
        name.withUTF8Buffer { quote($0) }
        bytes.append(UInt8(ascii: ":"))
        text.withUnsafeBufferPointer { quote($0) }
        follows = true
    }

    public mutating func member(_ name: StaticString, _ number: Int) {
        member(name) { $0.number(number) }
    }

    public mutating func member(_ name: StaticString, _ value: Bool) {
        member(name) { $0.bool(value) }
    }

    public mutating func string(_ text: String) {
        separate()
        var copy = text
        copy.withUTF8 { quote($0) }
    }

    public mutating func string(_ text: Span<UInt8>) {
        separate()
        text.withUnsafeBufferPointer { quote($0) }
    }

    public mutating func number(_ number: Int) {
        separate()
        bytes.append(contentsOf: String(number).utf8)
    }

    public mutating func bool(_ value: Bool) {
        separate()
        bytes.append(contentsOf: (value ? "true" : "false").utf8)
    }

    public mutating func null() {
        separate()
        bytes.append(contentsOf: "null".utf8)
    }

    /// Values that were written one after the other, as elements of this array.
    public mutating func elements(_ values: JSON) {
        guard !values.bytes.isEmpty else { return }
        separate()
        bytes.append(contentsOf: values.bytes)
    }

    private mutating func nested(_ open: UInt8, _ close: UInt8, _ body: (inout JSON) throws -> Void) rethrows {
        separate()
        bytes.append(open)
        follows = false
        try body(&self)
        bytes.append(close)
        follows = true
    }

    private mutating func separate() {
        if follows { bytes.append(UInt8(ascii: ",")) }
        follows = true
    }

    private mutating func quote(_ text: UnsafeBufferPointer<UInt8>) {
        bytes.append(UInt8(ascii: "\""))
        var start = 0
        for index in 0..<text.count {
            let byte = text[index]
            let escape: StaticString
            var skipped = 1
            switch byte {
            case UInt8(ascii: "\""): escape = "\\\""
            case UInt8(ascii: "\\"): escape = "\\\\"
            case UInt8(ascii: "\n"): escape = "\\n"
            case UInt8(ascii: "\r"): escape = "\\r"
            case UInt8(ascii: "\t"): escape = "\\t"
            case UInt8(ascii: "<"): escape = "\\u003c"
            case 0..<0x20: escape = "\\u00"
            // U+2028 and U+2029 end a line in JavaScript before ES2019.
            case 0xe2 where index + 2 < text.count && text[index + 1] == 0x80 && text[index + 2] & 0xfe == 0xa8:
                escape = text[index + 2] == 0xa8 ? "\\u2028" : "\\u2029"
                skipped = 3
            default: continue
            }
            bytes.append(contentsOf: text[start..<index])
            escape.withUTF8Buffer { bytes.append(contentsOf: $0) }
            if byte < 0x20 && escape.utf8CodeUnitCount == 4 {
                let digits = Array("0123456789abcdef".utf8)
                bytes.append(digits[Int(byte >> 4)])
                bytes.append(digits[Int(byte & 15)])
            }
            start = index + skipped
        }
        if start < text.count { bytes.append(contentsOf: text[start...]) }
        bytes.append(UInt8(ascii: "\""))
    }
}
