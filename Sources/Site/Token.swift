import CSodium

/// 256 random bits that stand for somebody: in a cookie, or in a link. Only its hash is kept.
public struct Token: Sendable, Equatable {
    /// As it stands in cookies and links: 43 characters of `[A-Za-z0-9_-]`.
    public let text: String

    /// A new one.
    public init() {
        var bytes = [UInt8](repeating: 0, count: 32)
        randombytes_buf(&bytes, bytes.count)
        text = Self.encoded(bytes)
    }

    /// One that somebody brings; nil where it has not the form of one.
    public init?(_ text: String) {
        guard text.utf8.count == 43, text.utf8.allSatisfy(Self.isDigit) else { return nil }
        self.text = text
    }

    /// What the database keeps: BLAKE2b, 32 bytes (https://doc.libsodium.org/hashing/generic_hashing).
    public var hash: [UInt8] {
        var out = [UInt8](repeating: 0, count: 32)
        let input = Array(text.utf8)
        crypto_generichash(&out, out.count, input, UInt64(input.count), nil, 0)
        return out
    }

    private static func isDigit(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"): true
        default: false
        }
    }

    /// Base64 for addresses, without padding (RFC 4648, section 5).
    private static func encoded(_ bytes: [UInt8]) -> String {
        let variant = sodium_base64_VARIANT_URLSAFE_NO_PADDING
        var out = [CChar](repeating: 0, count: sodium_base64_encoded_len(bytes.count, variant))
        sodium_bin2base64(&out, out.count, bytes, bytes.count, variant)
        return String(decoding: out.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }
}
