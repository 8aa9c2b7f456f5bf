import CSodium

/// A password's Argon2id hash, as libsodium writes it: with its salt and its cost.
///
/// https://doc.libsodium.org/password_hashing/default_phf
public struct PasswordHash: Sendable, Equatable {
    /// Memory of one hash, in bytes: the least that OWASP's Password Storage Cheat Sheet allows for t = 2.
    public static let memory = 19 * 1024 * 1024
    public static let passes: UInt64 = 2

    public let text: String

    /// A hash that was kept.
    public init(text: String) {
        self.text = text
    }

    /// Hashes a password. Takes some 20 ms and 19 MiB: outside any transaction.
    /// - Returns: nil where memory runs out.
    public init?(of password: String) {
        guard sodium_init() >= 0 else { return nil }
        var out = [CChar](repeating: 0, count: Int(crypto_pwhash_strbytes()))
        let password = Array(password.utf8CString)
        guard crypto_pwhash_str_alg(
            &out, password, UInt64(password.count - 1), Self.passes, Self.memory, crypto_pwhash_alg_argon2id13()) == 0
        else { return nil }
        text = String(decoding: out.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }

    /// Whether this is the password that was hashed; takes as long as hashing it.
    public func matches(_ password: String) -> Bool {
        guard sodium_init() >= 0 else { return false }
        let password = Array(password.utf8CString)
        return crypto_pwhash_str_verify(text, password, UInt64(password.count - 1)) == 0
    }
    /// Whether it was made at another cost than ours: then the next log-in makes it anew.
    public var isOutdated: Bool {
        sodium_init() < 0 || crypto_pwhash_str_needs_rehash(text, Self.passes, Self.memory) != 0
    }

    /// That of no password: what is tried for an account that there is not takes as long as for one that there is.
    public static let ofNobody = PasswordHash(
        text: "$argon2id$v=19$m=19456,t=2,p=1$AAAAAAAAAAAAAAAAAAAAAA$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")
}
