import CGI

#if canImport(Glibc)
import Glibc
#endif

/// The address of a file in `htdocs/` with what it was when the page was made: `/style.css?v=k3x9ab`. A browser keeps
/// it for a year, and asks anew where the file has changed.
struct FileAddress {
    let path: String

    /// - Parameter path: from the site's root, like `/style.css`.
    init(_ path: String) {
        var file = stat()
        guard let root = MetaVariables.value("DOCUMENT_ROOT"), stat(root + path, &file) == 0 else {
            self.path = path
            return
        }
        let version = UInt64(truncatingIfNeeded: file.st_mtim.tv_sec) << 20 ^ UInt64(truncatingIfNeeded: file.st_size)
        self.path = "\(path)?v=\(String(version, radix: 36))"
    }
}
