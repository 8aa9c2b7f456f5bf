#if canImport(Glibc)
import Glibc
#endif

/// The files that members have uploaded: `uploads/` in the data folder.
public struct Uploads: Sendable {
    public let path: String

    public init(_ folder: DataFolder) {
        path = folder.uploads
    }

    /// Removes a file and its smaller forms, whose names begin with its own: `a-1600x900.webp`, `a-1600x900-480.webp`.
    public func remove(_ name: String) {
        guard !name.isEmpty, !name.contains("/"), let files = opendir(path) else { return }
        defer { closedir(files) }
        let stem = name.prefix(upTo: name.lastIndex(of: ".") ?? name.endIndex)
        while let entry = readdir(files) {
            let file = withUnsafePointer(to: &entry.pointee.d_name) {
                $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
            }
            if file == name || file.hasPrefix("\(stem)-") { unlink("\(path)/\(file)") }
        }
    }

    /// The bytes of a file; nil where it is not there.
    public func contents(_ name: String) -> [UInt8]? {
        guard !name.contains("/"), let file = fopen("\(path)/\(name)", "r") else { return nil }
        defer { fclose(file) }
        var bytes: [UInt8] = []
        withUnsafeTemporaryAllocation(byteCount: 65_536, alignment: 16) { buffer in
            while case let count = fread(buffer.baseAddress, 1, buffer.count, file), count > 0 {
                bytes.append(contentsOf: buffer[..<count])
            }
        }
        return bytes
    }
}
