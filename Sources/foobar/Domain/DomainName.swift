import Foundation

/// A name that a site can have: at least two labels, of letters, digits and hyphens.
struct DomainName: Equatable {
    /// In lower case, without a dot at its end; labels of other scripts as DNS has them (`xn--...`).
    let text: String

    /// - Throws: `DomainNameError`.
    init(_ text: String) throws {
        var name = text.lowercased()
        if name.hasSuffix(".") { name.removeLast() }
        if !name.utf8.allSatisfy({ $0 < 0x80 }) {
            guard let encoded = URL(string: "http://\(name)/")?.host(percentEncoded: false)?.lowercased(),
                encoded.utf8.allSatisfy({ $0 < 0x80 })
            else { throw DomainNameError.notEncodable(text) }
            name = encoded
        }
        if name.hasPrefix("www.") { throw DomainNameError.withWWW(text, domain: String(name.dropFirst(4))) }
        let labels = name.split(separator: ".", omittingEmptySubsequences: false).map(String.init)
        guard labels.count > 1 else { throw DomainNameError.oneLabel(text) }
        // `www.` comes before it, and a name ends at 253.
        guard name.utf8.count <= 249 else { throw DomainNameError.tooLong(text) }
        for label in labels {
            guard (1...63).contains(label.utf8.count), !label.hasPrefix("-"), !label.hasSuffix("-"),
                label.utf8.allSatisfy({ Self.isLetterOrDigit($0) || $0 == UInt8(ascii: "-") })
            else { throw DomainNameError.badLabel(text, label: label) }
        }
        guard let last = labels.last, !last.utf8.allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }) else {
            throw DomainNameError.isAddress(text)
        }
        self.text = name
    }

    private static func isLetterOrDigit(_ byte: UInt8) -> Bool {
        (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte) || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
    }
}
