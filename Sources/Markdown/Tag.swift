/// A tag in HTML, by the tokenizer of the standard (HTML, section 13.2.5, from "tag open state" on).
struct Tag {
    /// The name in lower case.
    let name: String
    private(set) var attributes: [Attribute] = []
    /// The index after `>`.
    private(set) var end: Int
    private(set) var closesItself = false

    struct Attribute {
        let key: Range<Int>
        let value: Range<Int>

        /// The name in lower case; empty where no attribute that we know is as long.
        func name(in input: UnsafeBufferPointer<UInt8>) -> String {
            key.count > 12 ? "" : String(decoding: input[key].map(\.lowercasedASCII), as: UTF8.self)
        }
    }

    /// Reads the tag whose name starts after `start`; nil where the text ends first.
    init?(_ input: UnsafeBufferPointer<UInt8>, at start: Int) {
        var index = start + 1
        func isEnd(_ byte: UInt8) -> Bool { byte == UInt8(ascii: ">") || byte == UInt8(ascii: "/") }
        while index < input.count, !input[index].isHTMLSpace, !isEnd(input[index]) { index += 1 }
        let nameRange = (start + 1)..<index
        name = nameRange.count > 12 ? "" : String(decoding: input[nameRange].map(\.lowercasedASCII), as: UTF8.self)
        end = index
        while index < input.count {
            let byte = input[index]
            if byte == UInt8(ascii: ">") {
                end = index + 1
                return
            }
            if byte.isHTMLSpace || byte == UInt8(ascii: "/") {
                closesItself = byte == UInt8(ascii: "/")
                index += 1
                continue
            }
            closesItself = false
            let keyStart = index
            // An equals sign in the first place belongs to the name.
            index += 1
            while index < input.count, !input[index].isHTMLSpace, !isEnd(input[index]),
                input[index] != UInt8(ascii: "=")
            { index += 1 }
            let key = keyStart..<index
            var after = index
            while after < input.count, input[after].isHTMLSpace { after += 1 }
            guard after < input.count, input[after] == UInt8(ascii: "=") else {
                attributes.append(Attribute(key: key, value: index..<index))
                continue
            }
            index = after + 1
            while index < input.count, input[index].isHTMLSpace { index += 1 }
            guard index < input.count else { return nil }
            let quote = input[index]
            let valueStart: Int
            if quote == UInt8(ascii: "\"") || quote == UInt8(ascii: "'") {
                index += 1
                valueStart = index
                while index < input.count, input[index] != quote { index += 1 }
                guard index < input.count else { return nil }
                attributes.append(Attribute(key: key, value: valueStart..<index))
                index += 1
            } else {
                valueStart = index
                while index < input.count, !input[index].isHTMLSpace, input[index] != UInt8(ascii: ">") { index += 1 }
                attributes.append(Attribute(key: key, value: valueStart..<index))
            }
        }
        return nil
    }
}
