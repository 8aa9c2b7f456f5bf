#if canImport(Glibc)
import Glibc
#endif

/// What tells a file of `htdocs/` from the one that had its name before: pages name it so, `/style.css?v=k3x9ab`.
public struct FileVersion {
    /// `[0-9a-z]`, six to thirteen of them.
    public let text: String

    /// nil where there is no such file.
    public init?(of path: String) {
        var file = stat()
        guard stat(path, &file) == 0 else { return nil }
        let version = UInt64(truncatingIfNeeded: file.st_mtim.tv_sec) << 20 ^ UInt64(truncatingIfNeeded: file.st_size)
        text = String(version, radix: 36)
    }
}
