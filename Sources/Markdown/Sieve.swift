/// Reads the tags of HTML once, and passes on only those that can matter, so that whatever the source does, the tree
/// that gumbo then builds stays flat and of a size in proportion.
///
/// Safety does not rest here but on the list applied to the tree; this keeps gumbo from its quadratic cases: deep
/// nesting, formatting elements left open, tags with thousands of attributes. Elements that never mean text (scripts,
/// styles, controls, drawings) are left out with their content.
struct Sieve {
    private let input: UnsafeBufferPointer<UInt8>
    private var output: [UInt8] = []
    private var index = 0
    /// Elements that are open, as gumbo would see it or more.
    private var open: [Open] = []
    /// The bytes that gumbo repeats at each block while formatting elements stay open, and what is left to spend.
    private var repeated = 0
    private var allowance: Int
    /// Elements whose end tag has been looked for in vain.
    private var endless: Set<String> = []

    private struct Open {
        var name: String
        var kind: Kind
        var bytes: Int
    }

    private enum Kind { case formatting, phrasing, block, barrier }

    static let deepest = 256
    private static let mostFormatting = 24
    private static let longestAttribute = 8192

    private static let dropped: Set<String> = [
        "script", "style", "template", "svg", "math", "select", "textarea", "title", "noframes", "noembed", "button",
        "datalist", "applet",
    ]
    private static let raw: Set<String> = ["script", "style", "textarea", "title", "noframes", "noembed", "iframe", "xmp"]
    private static let formatting: Set<String> = [
        "a", "b", "code", "em", "i", "s", "small", "strike", "strong", "tt", "u",
    ]
    /// Elements that never nest without another between them.
    private static let shallow: Set<String> = [
        "p", "li", "dd", "dt", "tr", "td", "th", "tbody", "thead", "tfoot", "caption", "rt", "rp",
    ]
    private static let media: Set<String> = ["video", "audio", "source", "iframe", "embed"]
    private static let attributes: Set<String> = [
        "align", "alt", "aria-label", "checked", "cite", "class", "colspan", "dir", "disabled", "height", "href", "id",
        "lang", "name", "open", "reversed", "rowspan", "scope", "src", "start", "title", "type", "value", "width",
        "data-src",
    ]

    init(_ input: UnsafeBufferPointer<UInt8>) {
        self.input = input
        allowance = 1 << 20 + 8 * input.count
        output.reserveCapacity(input.count + input.count / 8)
    }

    mutating func run() -> [UInt8] {
        while index < input.count {
            let byte = input[index]
            guard byte == UInt8(ascii: "<") else {
                // Gumbo would put a replacement character for a control character.
                if byte >= 0x20 && byte != 0x7F || byte.isHTMLSpace { output.append(byte) }
                index += 1
                continue
            }
            let next = peek(1)
            if next.isASCIILetter {
                startTag()
            } else if next == UInt8(ascii: "/"), peek(2).isASCIILetter {
                endTag()
            } else if next == UInt8(ascii: "!"), peek(2) == UInt8(ascii: "-"), peek(3) == UInt8(ascii: "-") {
                comment()
            } else if next == UInt8(ascii: "!") || next == UInt8(ascii: "?") || next == UInt8(ascii: "/") {
                while index < input.count, input[index] != UInt8(ascii: ">") { index += 1 }
                index += 1
            } else {
                output += "&lt;".utf8
                index += 1
            }
        }
        return output
    }

    private func peek(_ offset: Int) -> UInt8 {
        index + offset < input.count ? input[index + offset] : 0
    }

    private mutating func comment() {
        index += 4
        if peek(0) == UInt8(ascii: ">") {
            index += 1
            return
        }
        if peek(0) == UInt8(ascii: "-"), peek(1) == UInt8(ascii: ">") {
            index += 2
            return
        }
        while index < input.count {
            if input[index] == UInt8(ascii: "-"), peek(1) == UInt8(ascii: "-") {
                if peek(2) == UInt8(ascii: ">") {
                    index += 3
                    return
                }
                if peek(2) == UInt8(ascii: "!"), peek(3) == UInt8(ascii: ">") {
                    index += 4
                    return
                }
            }
            index += 1
        }
    }

    private mutating func startTag() {
        guard let tag = Tag(input, at: index) else {
            index = input.count
            return
        }
        index = tag.end
        let name = tag.name
        if Self.dropped.contains(name) {
            if !(tag.closesItself && (name == "svg" || name == "math")) { skip(past: name) }
            return
        }
        if name == "iframe" {
            emit(tag, as: name)
            output += "</iframe>".utf8
            skip(past: name)
            return
        }
        if name == "xmp" {
            let start = index
            skip(past: name)
            output += "<pre>".utf8
            var text = Array(input[start..<min(index, input.count)])
            if let end = text.lastIndex(of: UInt8(ascii: "<")), index > start { text.removeSubrange(end...) }
            for byte in text {
                if byte == UInt8(ascii: "<") { output += "&lt;".utf8 } else { output.append(byte) }
            }
            output += "</pre>".utf8
            return
        }
        guard let element = Element.named(name) else {
            if Self.media.contains(name) { emit(tag, as: name) }
            return
        }
        let written = element == .group ? "div" : name
        if element.isVoid || Self.shallow.contains(name) {
            emit(tag, as: written)
            spend()
            return
        }
        if name == "a" { forgetLink() }
        let kind = Self.kind(of: element, named: name)
        if open.count >= Self.deepest { return }
        if kind == .formatting {
            if allowance <= 0 || open.count(where: { $0.kind == .formatting }) >= Self.mostFormatting { return }
        }
        let before = output.count
        emit(tag, as: written)
        let bytes = kind == .formatting ? output.count - before + 128 : 0
        repeated += bytes
        open.append(Open(name: written, kind: kind, bytes: bytes))
        if kind != .formatting { spend() }
    }

    private static func kind(of element: Element, named name: String) -> Kind {
        if formatting.contains(name) { return .formatting }
        if element == .table { return .barrier }
        return element.isPhrasing ? .phrasing : .block
    }

    private mutating func endTag() {
        guard let tag = Tag(input, at: index + 1) else {
            index = input.count
            return
        }
        index = tag.end
        guard let element = Element.named(tag.name), !element.isVoid || element == .br else {
            if tag.name == "video" || tag.name == "audio" { output += "</\(tag.name)>".utf8 }
            return
        }
        let written = element == .group ? "div" : tag.name
        output += "</\(written)>".utf8
        if !Self.shallow.contains(written) { close(written, heading: element.headingLevel != nil) }
        if !Self.formatting.contains(written) { spend() }
    }

    /// Takes an element off those open where gumbo surely does too.
    private mutating func close(_ name: String, heading: Bool) {
        let kind = Self.kind(of: Element.named(name) ?? .group, named: name)
        var position = open.count - 1
        while position >= 0 {
            let entry = open[position]
            if entry.name == name || (heading && Element.named(entry.name)?.headingLevel != nil) { break }
            let passes =
                switch entry.kind {
                case .formatting: true
                case .phrasing: true
                case .block: kind == .formatting
                case .barrier: false
                }
            if !passes { return }
            position -= 1
        }
        guard position >= 0 else { return }
        repeated -= open[position].bytes
        if kind == .formatting {
            open.remove(at: position)
        } else {
            let kept = open[(position + 1)...].filter { $0.kind == .formatting }
            open.replaceSubrange(position..., with: kept)
        }
    }

    /// A second link ends the first.
    private mutating func forgetLink() {
        var position = open.count - 1
        while position >= 0, open[position].kind != .barrier {
            if open[position].name == "a" {
                repeated -= open[position].bytes
                open.remove(at: position)
                return
            }
            position -= 1
        }
    }

    /// Counts what gumbo repeats at this tag; when too much, ends the formatting that is open.
    private mutating func spend() {
        guard repeated > 0 else { return }
        allowance -= repeated
        guard allowance <= 0 else { return }
        for entry in open.reversed() where entry.kind == .formatting { output += "</\(entry.name)>".utf8 }
        open.removeAll { $0.kind == .formatting }
        repeated = 0
    }

    /// Goes past the end tag that belongs to a start tag just read; where there is none, stays.
    private mutating func skip(past name: String) {
        if endless.contains(name) { return }
        let start = index
        var depth = 1
        let isRaw = Self.raw.contains(name)
        let needle = Array(name.utf8)
        while index < input.count {
            guard input[index] == UInt8(ascii: "<") else {
                index += 1
                continue
            }
            let isEnd = peek(1) == UInt8(ascii: "/")
            let offset = isEnd ? 2 : 1
            if !isRaw, peek(1) == UInt8(ascii: "!"), peek(2) == UInt8(ascii: "-"), peek(3) == UInt8(ascii: "-") {
                comment()
                continue
            }
            guard matches(needle, at: index + offset) else {
                index += 1
                continue
            }
            guard let tag = Tag(input, at: index + offset - 1) else {
                index += 1
                continue
            }
            if isEnd {
                depth -= 1
            } else if !isRaw, !tag.closesItself {
                depth += 1
            }
            index = tag.end
            if depth == 0 { return }
        }
        endless.insert(name)
        // What follows a script that never ends is script; of the rest, what follows is shown.
        index = isRaw ? input.count : start
    }

    private func matches(_ name: [UInt8], at start: Int) -> Bool {
        guard start + name.count <= input.count else { return false }
        for offset in name.indices where input[start + offset].lowercasedASCII != name[offset] { return false }
        guard start + name.count < input.count else { return true }
        let after = input[start + name.count]
        return after.isHTMLSpace || after == UInt8(ascii: ">") || after == UInt8(ascii: "/")
    }

    private mutating func emit(_ tag: Tag, as name: String) {
        output.append(UInt8(ascii: "<"))
        output += name.utf8
        var seen: Set<String> = []
        if !Self.formatting.contains(name) || name == "a" || name == "code" {
            for attribute in tag.attributes where attribute.value.count <= Self.longestAttribute {
                let key = attribute.name(in: input)
                guard Self.attributes.contains(key), seen.insert(key).inserted else { continue }
                output.append(UInt8(ascii: " "))
                output += key.utf8
                output += "=\"".utf8
                for byte in input[attribute.value] {
                    if byte == UInt8(ascii: "\"") { output += "&quot;".utf8 } else if byte != 0 { output.append(byte) }
                }
                output.append(UInt8(ascii: "\""))
            }
        }
        output.append(UInt8(ascii: ">"))
    }
}
