#if canImport(Glibc)
import Glibc
#endif

extension Context {
    /// The name of the release that the program belongs to; nil where it is in no release.
    ///
    /// A program is run in its own folder, which keeps its name where `current` leads to another one meanwhile.
    public var release: String? {
        guard access("../release.json", F_OK) == 0 else { return nil }
        var bytes = [CChar](repeating: 0, count: 4_096)
        guard getcwd(&bytes, bytes.count) != nil else { return nil }
        let path = bytes.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }
        let segments = path.split(separator: UInt8(ascii: "/"))
        return segments.count > 1 ? String(decoding: segments[segments.count - 2], as: UTF8.self) : nil
    }
}
