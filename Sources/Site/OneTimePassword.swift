import COath
import CSodium

/// Passwords by time, as phones make them (RFC 6238): six digits, a new one every 30 seconds, SHA-1.
public struct OneTimePassword: Sendable, Equatable {
    /// 20 random bytes (RFC 4226, section 4).
    public let secret: [UInt8]

    public init(secret: [UInt8]) {
        self.secret = secret
    }

    /// A new secret.
    public init() {
        var bytes = [UInt8](repeating: 0, count: 20)
        randombytes_buf(&bytes, bytes.count)
        secret = bytes
    }

    /// The step of time whose code this is: now, or one before or after for clocks that differ; nil where it is none.
    public func step(of code: String, now: Int) -> Int? {
        let digits = Array(code.utf8.filter { $0 != UInt8(ascii: " ") })
        guard digits.count == 6 else { return nil }
        var found: Int?
        for step in (now / 30 - 1)...(now / 30 + 1) where sodium_memcmp(self.code(step: step), digits, 6) == 0 { found = step }
        return found
    }

    /// The six digits of a step.
    func code(step: Int) -> [UInt8] {
        var out = [CChar](repeating: 0, count: 7)
        let key = secret.map { CChar(bitPattern: $0) }
        oath_hotp_generate(key, key.count, UInt64(step), 6, false, .max, &out)
        return out.prefix(6).map { UInt8(bitPattern: $0) }
    }

    /// The secret as people type it, base 32 (RFC 4648, section 6).
    public var text: String { Self.base32(secret) }

    /// What a phone reads from the square (https://github.com/google/google-authenticator/wiki/Key-Uri-Format).
    public func address(account: String, site: String) -> String {
        let issuer = Self.percentEncoded(site)
        return "otpauth://totp/\(issuer):\(Self.percentEncoded(account))?secret=\(text)&issuer=\(issuer)"
    }

    /// The secret that somebody's form carries.
    public init?(text: String) {
        var bits = 0
        var value = 0
        var bytes: [UInt8] = []
        for byte in text.utf8 {
            guard let digit = Self.digits.firstIndex(of: byte) else { return nil }
            value = (value << 5 | digit) & 0xFFF
            bits += 5
            if bits >= 8 {
                bits -= 8
                bytes.append(UInt8(truncatingIfNeeded: value >> bits))
            }
        }
        guard bytes.count == 20 else { return nil }
        secret = bytes
    }

    private static let digits = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".utf8)

    static func base32(_ bytes: [UInt8]) -> String {
        var out: [UInt8] = []
        var bits = 0
        var value = 0
        for byte in bytes {
            value = (value << 8 | Int(byte)) & 0xFFFF
            bits += 8
            while bits >= 5 {
                bits -= 5
                out.append(digits[value >> bits & 31])
            }
        }
        if bits > 0 { out.append(digits[value << (5 - bits) & 31]) }
        return String(decoding: out, as: UTF8.self)
    }

    private static func percentEncoded(_ text: String) -> String {
        text.utf8.map { byte in
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"):
                String(UnicodeScalar(byte))
            default: "%" + (byte < 16 ? "0" : "") + String(byte, radix: 16, uppercase: true)
            }
        }.joined()
    }
}

/// A code that stands in for the phone, once: 120 random bits, so that a plain hash of it may be kept
/// (OWASP ASVS 5.0, 6.5.2).
public struct RecoveryCode: Sendable, Equatable {
    /// So many are made at a time.
    public static let count = 8

    /// In base 32, six groups of four.
    public let text: String

    public init() {
        var bytes = [UInt8](repeating: 0, count: 15)
        randombytes_buf(&bytes, bytes.count)
        let digits = Array(OneTimePassword.base32(bytes).utf8)
        text = stride(from: 0, to: digits.count, by: 4)
            .map { String(decoding: digits[$0..<min($0 + 4, digits.count)], as: UTF8.self) }
            .joined(separator: "-")
    }

    /// One that somebody types, whatever she puts between the letters; nil where it has not the form of one.
    public init?(_ typed: String) {
        let letters = typed.uppercased().filter { $0.isASCII && ($0.isLetter || $0.isNumber) }
        guard letters.utf8.count == 24 else { return nil }
        text = stride(from: 0, to: 24, by: 4).map { String(letters.dropFirst($0).prefix(4)) }.joined(separator: "-")
    }

    var hash: [UInt8] {
        var out = [UInt8](repeating: 0, count: 32)
        let input = Array(text.utf8)
        crypto_generichash(&out, out.count, input, UInt64(input.count), nil, 0)
        return out
    }
}
