import CSodium

/// The key that a hook's events are signed with, as Standard Webhooks has it: who knows it can tell them from
/// what others send (https://www.standardwebhooks.com).
public struct HookSecret: Sendable, Equatable {
    private static let mark = "whsec_"
    private static let variant = sodium_base64_VARIANT_ORIGINAL

    private let key: [UInt8]

    /// A new one, of 256 random bits.
    public init() {
        var bytes = [UInt8](repeating: 0, count: 32)
        randombytes_buf(&bytes, bytes.count)
        key = bytes
    }

    /// One as `text` has it; nil where it is not of that form.
    init?(_ text: String) {
        guard text.hasPrefix(Self.mark) else { return nil }
        let digits = Array(text.dropFirst(Self.mark.count).utf8).map { CChar(bitPattern: $0) }
        var bytes = [UInt8](repeating: 0, count: digits.count)
        var count = 0
        guard sodium_base642bin(&bytes, bytes.count, digits, digits.count, nil, &count, nil, Self.variant) == 0 else { return nil }
        key = Array(bytes.prefix(count))
    }

    /// As it is shown, once, and kept: `whsec_` and the key in Base64.
    public var text: String { Self.mark + Self.base64(key) }

    /// What the header `webhook-signature` says: HMAC-SHA-256 of id, time and body.
    public func signature(id: String, timestamp: Int, body: String) -> String {
        let message = Array("\(id).\(timestamp).\(body)".utf8)
        var state = crypto_auth_hmacsha256_state()
        var hash = [UInt8](repeating: 0, count: Int(crypto_auth_hmacsha256_BYTES))
        crypto_auth_hmacsha256_init(&state, key, key.count)
        crypto_auth_hmacsha256_update(&state, message, UInt64(message.count))
        crypto_auth_hmacsha256_final(&state, &hash)
        return "v1," + Self.base64(hash)
    }

    private static func base64(_ bytes: [UInt8]) -> String {
        var out = [CChar](repeating: 0, count: sodium_base64_encoded_len(bytes.count, variant))
        sodium_bin2base64(&out, out.count, bytes, bytes.count, variant)
        return String(decoding: out.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }
}
