extension JSONValue {
    /// Arrays and objects in each other.
    public static let deepest = 32

    /// Reads JSON text, strictly: nothing that RFC 8259 has not, no name twice in an object, no byte order mark.
    ///
    /// How long the text may be, whoever took it has seen to.
    /// - Throws: `JSONFault`.
    public init(reading bytes: [UInt8]) throws(JSONFault) {
        guard String(validating: bytes, as: UTF8.self) != nil else { throw JSONFault(reason: .notUTF8, offset: 0) }
        var reader = Reader(bytes: bytes)
        self = try reader.text()
    }
}

private struct Reader {
    let bytes: [UInt8]
    var index = 0
    var depth = 0

    init(bytes: [UInt8]) {
        self.bytes = bytes
    }

    mutating func text() throws(JSONFault) -> JSONValue {
        let value = try value()
        skipSpace()
        if index < bytes.count { throw fault(.trailingBytes) }
        return value
    }

    private func fault(_ reason: JSONFault.Reason) -> JSONFault { JSONFault(reason: reason, offset: index) }

    private mutating func skipSpace() {
        while index < bytes.count, [0x20, 0x09, 0x0A, 0x0D].contains(bytes[index]) { index += 1 }
    }

    private func peek() throws(JSONFault) -> UInt8 {
        guard index < bytes.count else { throw fault(.unexpectedEnd) }
        return bytes[index]
    }

    private mutating func take(_ byte: UInt8) throws(JSONFault) {
        guard try peek() == byte else { throw fault(.unexpectedByte) }
        index += 1
    }

    /// Whether `byte` comes next; then it is passed.
    private mutating func skip(_ byte: UInt8) throws(JSONFault) -> Bool {
        guard try peek() == byte else { return false }
        index += 1
        return true
    }

    private mutating func value() throws(JSONFault) -> JSONValue {
        skipSpace()
        switch try peek() {
        case UInt8(ascii: "{"): return try object()
        case UInt8(ascii: "["): return try array()
        case UInt8(ascii: "\""): return .string(try string())
        case UInt8(ascii: "t"): return try word("true", .bool(true))
        case UInt8(ascii: "f"): return try word("false", .bool(false))
        case UInt8(ascii: "n"): return try word("null", .null)
        case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): return .number(try number())
        default: throw fault(.unexpectedByte)
        }
    }

    private mutating func word(_ word: StaticString, _ value: JSONValue) throws(JSONFault) -> JSONValue {
        for offset in 0..<word.utf8CodeUnitCount { try take(word.utf8Start[offset]) }
        return value
    }

    private mutating func enter() throws(JSONFault) {
        depth += 1
        if depth > JSONValue.deepest { throw fault(.tooDeep) }
        index += 1
        skipSpace()
    }

    private mutating func object() throws(JSONFault) -> JSONValue {
        try enter()
        defer { depth -= 1 }
        var members: [JSONValue.Member] = []
        var names: Set<String> = []
        if try skip(UInt8(ascii: "}")) { return .object([]) }
        repeat {
            skipSpace()
            let start = index
            guard try peek() == UInt8(ascii: "\"") else { throw fault(.unexpectedByte) }
            let name = try string()
            // By bytes: Swift takes two spellings of a letter for the same text.
            guard names.insert(name).inserted || !members.contains(where: { $0.name.utf8.elementsEqual(name.utf8) }) else {
                throw JSONFault(reason: .duplicateName(name), offset: start)
            }
            skipSpace()
            try take(UInt8(ascii: ":"))
            members.append(JSONValue.Member(name, try value()))
            skipSpace()
        } while try skip(UInt8(ascii: ","))
        try take(UInt8(ascii: "}"))
        return .object(members)
    }

    private mutating func array() throws(JSONFault) -> JSONValue {
        try enter()
        defer { depth -= 1 }
        var values: [JSONValue] = []
        if try skip(UInt8(ascii: "]")) { return .array([]) }
        repeat {
            values.append(try value())
            skipSpace()
        } while try skip(UInt8(ascii: ","))
        try take(UInt8(ascii: "]"))
        return .array(values)
    }

    private mutating func number() throws(JSONFault) -> String {
        let start = index
        if try peek() == UInt8(ascii: "-") { index += 1 }
        let first = index
        guard digits() > 0, bytes[first] != UInt8(ascii: "0") || index == first + 1 else { throw fault(.badNumber) }
        if index < bytes.count, bytes[index] == UInt8(ascii: ".") {
            index += 1
            guard digits() > 0 else { throw fault(.badNumber) }
        }
        if index < bytes.count, bytes[index] | 0x20 == UInt8(ascii: "e") {
            index += 1
            if index < bytes.count, bytes[index] == UInt8(ascii: "+") || bytes[index] == UInt8(ascii: "-") { index += 1 }
            guard digits() > 0 else { throw fault(.badNumber) }
        }
        return String(decoding: bytes[start..<index], as: UTF8.self)
    }

    private mutating func digits() -> Int {
        let start = index
        while index < bytes.count, UInt8(ascii: "0")...UInt8(ascii: "9") ~= bytes[index] { index += 1 }
        return index - start
    }

    private mutating func string() throws(JSONFault) -> String {
        index += 1
        var text: [UInt8] = []
        while true {
            let start = index
            while index < bytes.count, bytes[index] >= 0x20, bytes[index] != UInt8(ascii: "\""), bytes[index] != UInt8(ascii: "\\") {
                index += 1
            }
            text += bytes[start..<index]
            switch try peek() {
            case UInt8(ascii: "\""):
                index += 1
                return String(decoding: text, as: UTF8.self)
            case UInt8(ascii: "\\"):
                index += 1
                try escape(into: &text)
            default: throw fault(.controlCharacter)
            }
        }
    }

    /// What follows a backslash.
    private mutating func escape(into text: inout [UInt8]) throws(JSONFault) {
        let byte = try peek()
        let plain: UInt8
        switch byte {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): plain = byte
        case UInt8(ascii: "b"): plain = 0x08
        case UInt8(ascii: "f"): plain = 0x0C
        case UInt8(ascii: "n"): plain = 0x0A
        case UInt8(ascii: "r"): plain = 0x0D
        case UInt8(ascii: "t"): plain = 0x09
        case UInt8(ascii: "u"):
            index += 1
            return text += try scalar().utf8
        default: throw fault(.badEscape)
        }
        index += 1
        text.append(plain)
    }

    /// What stands after `\u`: four hexadecimal digits, and where they are the first half of a surrogate pair, the
    /// second half (RFC 8259, section 7).
    private mutating func scalar() throws(JSONFault) -> String {
        let start = index
        let first = try codeUnit()
        var units = [first]
        if 0xD800...0xDBFF ~= first {
            guard try skip(UInt8(ascii: "\\")), try skip(UInt8(ascii: "u")) else {
                throw JSONFault(reason: .loneSurrogate, offset: start)
            }
            units.append(try codeUnit())
        }
        guard let text = String(validating: units, as: UTF16.self) else {
            throw JSONFault(reason: .loneSurrogate, offset: start)
        }
        return text
    }

    private mutating func codeUnit() throws(JSONFault) -> UInt16 {
        var unit: UInt16 = 0
        for _ in 0..<4 {
            let byte = try peek()
            let digit: UInt8
            switch byte {
            case UInt8(ascii: "0")...UInt8(ascii: "9"): digit = byte - UInt8(ascii: "0")
            case UInt8(ascii: "a")...UInt8(ascii: "f"): digit = byte - UInt8(ascii: "a") + 10
            case UInt8(ascii: "A")...UInt8(ascii: "F"): digit = byte - UInt8(ascii: "A") + 10
            default: throw fault(.badEscape)
            }
            unit = unit << 4 | UInt16(digit)
            index += 1
        }
        return unit
    }
}
