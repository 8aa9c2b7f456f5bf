#if canImport(Glibc)
import Glibc
#endif

/// What the site takes up on the disk, in bytes.
public struct Storage: Sendable {
    public let siteDatabase: Int
    public let membersDatabase: Int
    public let logs: Int
    public let uploads: (count: Int, size: Int)
    /// Of the disk that the data folder is on.
    public let free: Int

    /// - Parameter uploads: as `Members.uploadTotal` has it.
    public init(_ folder: DataFolder, uploads: (count: Int, size: Int)) {
        self.uploads = uploads
        siteDatabase = Self.size(folder.siteDatabase) + Self.size(folder.siteDatabase + "-wal")
        membersDatabase = Self.size(folder.membersDatabase) + Self.size(folder.membersDatabase + "-wal")
        var total = 0
        if let logs = opendir(folder.logs) {
            defer { closedir(logs) }
            while let entry = readdir(logs) {
                let name = withUnsafePointer(to: &entry.pointee.d_name) {
                    $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
                }
                if !name.hasPrefix(".") { total += Self.size("\(folder.logs)/\(name)") }
            }
        }
        logs = total
        var disk = statvfs()
        free = statvfs(folder.path, &disk) == 0 ? Int(disk.f_bavail) * Int(disk.f_frsize) : 0
    }

    private static func size(_ path: String) -> Int {
        var status = stat()
        return stat(path, &status) == 0 ? Int(status.st_size) : 0
    }
}
