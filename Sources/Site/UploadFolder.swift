#if canImport(Glibc)
import Glibc
#endif

/// The folder of uploaded files, as far as files are written to it and taken from it.
///
/// A file has its name from the moment that it is whole and on the disk; what is being made has a name that the web
/// server shows nobody.
public struct UploadFolder: Sendable {
    let path: String

    public init(_ folder: DataFolder) {
        path = folder.uploads
    }

    /// Keeps a file.
    /// - Parameter title: goes into its name.
    /// - Returns: its name, and the bytes of all its forms.
    /// - Throws: `UploadRefusal`; `SystemError` where the disk does not take it.
    public func add(_ bytes: [UInt8], _ kind: FileKind, title: String) throws -> (name: String, size: Int) {
        mkdir(path, 0o755)
        let key = UploadKey.make()
        if kind.isPicture { return try addPicture(bytes, kind, key) }
        let stem = String(Slug.of(title).prefix(60))
        let name = "\(key)\(stem.isEmpty ? "" : "-\(stem)").\(kind.rawValue)"
        try write(bytes, to: ".\(name)")
        try publish([(".\(name)", name)])
        return (name, bytes.count)
    }

    /// Takes files away; those that are gone already are no error.
    public func remove(_ names: [String]) {
        for name in names { unlink("\(path)/\(name)") }
    }

    private func addPicture(_ bytes: [UInt8], _ kind: FileKind, _ key: String) throws -> (name: String, size: Int) {
        let original = ".\(key).\(kind.rawValue)"
        var drafts: [String] = [original]
        defer { remove(drafts) }
        try write(bytes, to: original)
        let tool = ImageTool(folder: path)
        // All frames of what moves.
        let source = kind == .gif || kind == .webp ? "\(original)[n=-1]" : original
        let size = try readable { try tool.size(of: source) }
        guard size.width * size.height <= Upload.pixelLimit else { throw UploadRefusal.tooManyPixels }
        var made: [(file: String, width: Int)] = []
        var picture: Picture?
        var total = 0
        for width in Picture.widths {
            if let picture, picture.width <= width { continue }
            let draft = ".\(key)-\(width).webp"
            drafts.append(draft)
            // Drawings and screenshots show their losses sooner.
            try readable { try tool.shrink(source, to: width, quality: kind == .png || kind == .gif ? 90 : 82, as: draft) }
            guard let image = WebP(try read(draft)) else { throw UploadRefusal.unreadable(nil) }
            try write(image.bytes, to: draft)
            total += image.bytes.count
            if picture == nil { picture = Picture(key: key, width: image.width, height: image.height) }
            made.append((draft, image.width))
        }
        guard let picture else { throw UploadRefusal.unreadable(nil) }
        let names = picture.forms.reversed().map(\.name)
        guard names.count == made.count else { throw UploadRefusal.unreadable(nil) }
        try publish(zip(made, names).map { ($0.file, $1) })
        return (picture.name, total)
    }

    private func readable<Value>(_ act: () throws -> Value) throws -> Value {
        do { return try act() } catch let error as ImageToolError { throw UploadRefusal.unreadable(error) }
    }

    /// Gives files their names, and has that on the disk.
    private func publish(_ files: [(from: String, to: String)]) throws {
        for file in files {
            guard rename("\(path)/\(file.from)", "\(path)/\(file.to)") == 0 else { throw SystemError("rename \(file.to)") }
        }
        let folder = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard folder >= 0 else { throw SystemError("open \(path)") }
        defer { close(folder) }
        guard fsync(folder) == 0 else { throw SystemError("fsync \(path)") }
    }

    private func write(_ bytes: [UInt8], to name: String) throws {
        let file = open("\(path)/\(name)", O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0o644)
        guard file >= 0 else { throw SystemError("open \(name)") }
        defer { close(file) }
        var sent = 0
        while sent < bytes.count {
            let count = bytes.withUnsafeBytes { Glibc.write(file, $0.baseAddress.map { $0 + sent }, bytes.count - sent) }
            if count < 0 && errno == EINTR { continue }
            guard count > 0 else { throw SystemError("write \(name)") }
            sent += count
        }
        guard fsync(file) == 0 else { throw SystemError("fsync \(name)") }
    }

    private func read(_ name: String) throws -> [UInt8] {
        let file = open("\(path)/\(name)", O_RDONLY | O_CLOEXEC | O_NOFOLLOW)
        guard file >= 0 else { throw SystemError("open \(name)") }
        defer { close(file) }
        var bytes: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 65_536)
        while true {
            let count = Glibc.read(file, &buffer, buffer.count)
            if count < 0 && errno == EINTR { continue }
            guard count >= 0 else { throw SystemError("read \(name)") }
            if count == 0 { return bytes }
            bytes += buffer[..<count]
        }
    }
}

/// What the system answered instead of doing as asked (errno(3)).
public struct SystemError: Error, CustomStringConvertible {
    public let description: String

    init(_ call: String) {
        description = "\(call): \(String(cString: strerror(errno)))"
    }
}
