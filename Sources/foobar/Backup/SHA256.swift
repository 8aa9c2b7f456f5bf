import CSodium
import Foundation

/// SHA-256 of files, as sha256sum(1) writes it.
enum SHA256 {
    /// - Throws: where the file can't be read, or is a symbolic link.
    static func ofFile(_ path: String) throws -> String {
        let file = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW)
        guard file >= 0 else { throw BackupError.unreadable(path: path, reason: String(cString: strerror(errno))) }
        defer { close(file) }
        var state = crypto_hash_sha256_state()
        crypto_hash_sha256_init(&state)
        var buffer = [UInt8](repeating: 0, count: 1 << 18)
        while true {
            let count = read(file, &buffer, buffer.count)
            if count < 0 && errno == EINTR { continue }
            guard count >= 0 else { throw BackupError.unreadable(path: path, reason: String(cString: strerror(errno))) }
            if count == 0 { break }
            crypto_hash_sha256_update(&state, buffer, UInt64(count))
        }
        var digest = [UInt8](repeating: 0, count: Int(crypto_hash_sha256_BYTES))
        crypto_hash_sha256_final(&state, &digest)
        return digest.map { String(format: "%02x", $0) }.joined()
    }
}
