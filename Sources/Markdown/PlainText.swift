/// The text of safe HTML, as the serializer wrote it. Not for any other HTML.
enum PlainText {
    private static let inline: Set<String> = Set(Element.allCases.filter { $0.isPhrasing && $0 != .br }.map(\.name))

    private static let besideTheText: Set<String> = ["h2", "h3", "h4", "h5", "h6", "table", "pre", "figcaption"]

    /// At most `limit` bytes of it, and never a part of a character.
    ///
    /// - Parameter isProse: without headings, tables, code and captions.
    static func bytes(of html: [UInt8], limit: Int, isProse: Bool = false) -> [UInt8] {
        var text: [UInt8] = []
        var spaced = true
        var index = 0
        while index < html.count, text.count < limit {
            let byte = html[index]
            if byte == UInt8(ascii: "<") {
                var end = index + 1
                if end < html.count, html[end] == UInt8(ascii: "/") { end += 1 }
                let start = end
                while end < html.count, html[end].isASCIILetter || html[end].isASCIIDigit { end += 1 }
                let name = String(decoding: html[start..<end], as: UTF8.self)
                let isInline = inline.contains(name)
                if isProse, start == index + 1, besideTheText.contains(name) {
                    index = afterElement(name, in: html, from: end)
                    continue
                }
                while end < html.count, html[end] != UInt8(ascii: ">") { end += 1 }
                if !isInline, !spaced {
                    text.append(UInt8(ascii: " "))
                    spaced = true
                }
                index = end + 1
                continue
            }
            if byte.isHTMLSpace {
                if !spaced { text.append(UInt8(ascii: " ")) }
                spaced = true
                index += 1
                continue
            }
            spaced = false
            if byte == UInt8(ascii: "&"), let (character, length) = entity(html[index...]) {
                text.append(character)
                index += length
                continue
            }
            text.append(byte)
            index += 1
        }
        // An attribute's ">" is escaped, so the only cut is the limit's: give back what is left of a character.
        if index < html.count {
            while index < html.count, html[index] & 0xC0 == 0x80 {
                text.append(html[index])
                index += 1
            }
        }
        while text.last == UInt8(ascii: " ") { text.removeLast() }
        return text
    }

    static func summary(of html: [UInt8], limit: Int) -> String {
        var text = bytes(of: html, limit: limit + 8, isProse: true)
        if text.isEmpty { text = bytes(of: html, limit: limit + 8) }
        guard text.count > limit else { return String(decoding: text, as: UTF8.self) }
        var end = limit
        while end > 0, text[end] & 0xC0 == 0x80 { end -= 1 }
        if let space = text[..<(end + 1)].lastIndex(of: UInt8(ascii: " ")), space > limit / 2 { end = space }
        text.removeSubrange(end...)
        while let last = text.last, last == UInt8(ascii: " ") || last == UInt8(ascii: ",") { text.removeLast() }
        return String(decoding: text, as: UTF8.self) + "…"
    }

    private static func afterElement(_ name: String, in html: [UInt8], from start: Int) -> Int {
        let closing = Array("</\(name)>".utf8)
        var index = start
        while index < html.count {
            if html[index] == UInt8(ascii: "<"), html[index...].starts(with: closing) { return index + closing.count }
            index += 1
        }
        return html.count
    }

    private static func entity(_ html: ArraySlice<UInt8>) -> (UInt8, Int)? {
        for (name, character) in [("&amp;", "&"), ("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\"")] as [(String, Unicode.Scalar)]
        where html.starts(with: name.utf8) {
            return (UInt8(character.value), name.utf8.count)
        }
        return nil
    }
}
