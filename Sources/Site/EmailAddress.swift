/// An address that mail can be sent to, in lower case.
public struct EmailAddress: Sendable, Equatable {
    /// Characters (RFC 5321, section 4.5.3.1.3, without the angle brackets).
    public static let longest = 254

    public let text: String

    /// The dot-atom form of RFC 5321, section 4.1.2, at a domain with a dot: no quoted strings, no address literals.
    /// What else it takes, the mail that is sent there shows. nil for anything else.
    public init?(_ typed: String) {
        let text = typed.lowercased()
        let parts = text.split(separator: "@", omittingEmptySubsequences: false)
        guard text.utf8.count <= Self.longest, parts.count == 2 else { return nil }
        let labels = parts[1].split(separator: ".", omittingEmptySubsequences: false)
        let atoms = parts[0].split(separator: ".", omittingEmptySubsequences: false)
        guard parts[0].utf8.count <= 64, atoms.allSatisfy({ !$0.isEmpty && $0.utf8.allSatisfy(Self.isAtom) }),
            labels.count > 1, labels.allSatisfy(Self.isLabel)
        else { return nil }
        self.text = text
    }

    private static func isLabel(_ label: Substring) -> Bool {
        !label.isEmpty && label.utf8.count <= 63 && label.utf8.first != UInt8(ascii: "-") && label.utf8.last != UInt8(ascii: "-")
            && label.utf8.allSatisfy { isLetterOrDigit($0) || $0 == UInt8(ascii: "-") }
    }

    /// atext (RFC 5322, section 3.2.3).
    private static func isAtom(_ byte: UInt8) -> Bool {
        isLetterOrDigit(byte) || "!#$%&'*+-/=?^_`{|}~".utf8.contains(byte)
    }

    private static func isLetterOrDigit(_ byte: UInt8) -> Bool {
        (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte) || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
    }
}

/// A name as it stands in addresses and marks: `[a-z0-9_-]`.
public struct UserName: Sendable, Equatable {
    public static let longest = 32

    public let text: String

    /// nil for anything else. Capital letters become small ones.
    public init?(_ typed: String) {
        let text = typed.lowercased()
        let isName = text.utf8.allSatisfy { byte in
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"),
                UInt8(ascii: "_"): true
            default: false
            }
        }
        guard (1...Self.longest).contains(text.utf8.count), isName else { return nil }
        self.text = text
    }
}
