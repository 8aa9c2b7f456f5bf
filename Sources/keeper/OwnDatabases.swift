import Glibc

/// The databases that scripts and routes make while the site runs: those in a folder, which is listed only where it has
/// changed.
struct OwnDatabases {
    private let folder: String
    private let path: [CChar]
    /// When the folder had changed last, at the last list.
    private var seen = timespec()

    init(in folder: String) {
        self.folder = folder
        path = Array(folder.utf8CString)
    }

    /// The databases' paths; nil where the folder is as it was.
    mutating func news() -> [String]? {
        var (status, now) = (stat(), timespec())
        clock_gettime(CLOCK_REALTIME_COARSE, &now)
        guard stat(path, &status) == 0 else { return nil }
        guard status.st_mtim.tv_sec != seen.tv_sec || status.st_mtim.tv_nsec != seen.tv_nsec else { return nil }
        // Another file within the same tick would leave its time as it is.
        seen = now.tv_sec - status.st_mtim.tv_sec > 1 ? status.st_mtim : timespec()
        guard let entries = opendir(folder) else { return nil }
        defer { closedir(entries) }
        var paths: [String] = []
        while let entry = readdir(entries) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) {
                $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
            }
            if name.hasSuffix(".db") { paths.append("\(folder)/\(name)") }
        }
        return paths
    }
}
