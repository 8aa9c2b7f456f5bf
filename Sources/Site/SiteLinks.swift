/// Links that stand on every page.
public struct SiteLinks: Sendable, Equatable {
    /// A line each: a path of this site or an address with its scheme, a space, what the link says.
    public var text: String

    /// Links that were kept.
    public init(text: String) {
        self.text = text
    }

    /// A line that is no link.
    public struct Fault: Error, Sendable, Equatable {
        public let line: String
    }

    /// Links that somebody typed; empty lines don't count.
    /// - Throws: `Fault`.
    public init(typed: String) throws(Fault) {
        var lines: [String] = []
        for line in typed.split(separator: "\n") {
            let words = line.split(separator: " ", omittingEmptySubsequences: true)
            guard let address = words.first else { continue }
            guard words.count > 1, Self.isAddress(address) else { throw Fault(line: String(line)) }
            lines.append(words.joined(separator: " "))
        }
        text = lines.joined(separator: "\n")
    }

    private static func isAddress(_ text: Substring) -> Bool {
        if text.hasPrefix("/") { return !text.hasPrefix("//") && !text.hasPrefix("/\\") }
        return ["https://", "http://", "mailto:"].contains { text.hasPrefix($0) && text.utf8.count > $0.utf8.count }
    }

    /// Lends each link: its address, and what it says.
    public func forEach(_ body: (_ address: Span<UInt8>, _ label: Span<UInt8>) -> Void) {
        var text = text
        text.withUTF8 { bytes in
            var start = 0
            while start < bytes.count {
                var end = start
                var space = -1
                while end < bytes.count && bytes[end] != UInt8(ascii: "\n") {
                    if space < 0 && bytes[end] == UInt8(ascii: " ") { space = end }
                    end += 1
                }
                if space > start { body(bytes.span.extracting(start..<space), bytes.span.extracting(space + 1..<end)) }
                start = end + 1
            }
        }
    }
}
