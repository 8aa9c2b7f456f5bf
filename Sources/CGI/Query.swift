/// The fields of a query or of a form (`application/x-www-form-urlencoded`, https://url.spec.whatwg.org/#urlencoded-parsing).
public struct Query: Sendable, Equatable {
    /// How many fields are kept; those after are passed over.
    public static let fieldLimit = 200

    /// A name and its value, decoded.
    public struct Field: Sendable, Equatable {
        public let name: String
        public let value: String

        public init(name: String, value: String) {
            self.name = name
            self.value = value
        }
    }

    /// In their order.
    public let fields: [Field]
    /// As it came.
    public let text: String

    /// Reads anything: what is no field is a name without a value, bytes that are not UTF-8 become U+FFFD.
    public init(_ text: String) {
        self.text = text
        var fields: [Field] = []
        var rest = text.utf8[...]
        while !rest.isEmpty && fields.count < Self.fieldLimit {
            let end = rest.firstIndex(of: UInt8(ascii: "&")) ?? rest.endIndex
            let field = rest[..<end]
            rest = rest[end...].dropFirst()
            if field.isEmpty { continue }
            let equals = field.firstIndex(of: UInt8(ascii: "=")) ?? field.endIndex
            fields.append(Field(name: decoded(field[..<equals]), value: decoded(field[equals...].dropFirst())))
        }
        self.fields = fields
    }

    public var isEmpty: Bool { text.isEmpty }

    /// The first field of that name.
    public subscript(name: String) -> String? {
        fields.first { $0.name == name }?.value
    }
}

/// `+` is a space, `%XX` a byte; a percent sign that starts no byte stands for itself.
func decoded(_ text: Substring.UTF8View) -> String {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(text.count)
    var index = text.startIndex
    while index < text.endIndex {
        let byte = text[index]
        index = text.index(after: index)
        switch byte {
        case UInt8(ascii: "+"):
            bytes.append(UInt8(ascii: " "))
        case UInt8(ascii: "%"):
            guard let second = text.index(index, offsetBy: 2, limitedBy: text.endIndex),
                let high = hexDigit(text[index]), let low = hexDigit(text[text.index(after: index)])
            else {
                bytes.append(byte)
                continue
            }
            bytes.append(high << 4 | low)
            index = second
        default:
            bytes.append(byte)
        }
    }
    return String(decoding: bytes, as: UTF8.self)
}

func hexDigit(_ byte: UInt8) -> UInt8? {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): byte - UInt8(ascii: "0")
    case UInt8(ascii: "a")...UInt8(ascii: "f"): byte - UInt8(ascii: "a") + 10
    case UInt8(ascii: "A")...UInt8(ascii: "F"): byte - UInt8(ascii: "A") + 10
    default: nil
    }
}
