import CProcess
import Foundation

/// The copying of what a server needs into a release's folder.
struct ReleaseCopy {
    private let home: Home
    private let folder: String

    init(from home: Home, to folder: String) {
        self.home = home
        self.folder = folder
    }

    /// The programs of a checkout: the routes, the scripts' tools, the command and the keeper.
    /// - Throws: `ReleaseError`, `MissingToolError`, `CocoaError`.
    func programs() throws {
        for name in try names(in: home.routeSources) { try copy("\(home.programs)/\(name)", to: "cgi-bin/\(name)", mode: 0o755) }
        // Where the owner's own programs are, it says what they may.
        try copy("\(home.programs)/scripts.conf", to: "cgi-bin/scripts.conf", mode: 0o644)
        for name in try names(in: home.toolSources) { try copy("\(home.tools)/\(name)", to: "tools/\(name)", mode: 0o755) }
        try copy("\(home.path)/foobar", to: "foobar", mode: 0o755)
        for name in ["foobar", "keeper"] { try strip("\(home.products)/\(name)", to: "bin/\(name)") }
    }

    /// What is sent as it is, with its compressed copies, and nginx's configuration.
    /// - Throws: `CocoaError`.
    func files() throws {
        try copyAll(of: home.files, to: "htdocs")
        CompressedFiles(folder: folder + "/htdocs").update()
        try copyAll(of: home.webServerConfiguration, to: "nginx")
    }

    /// Another release, as it is.
    /// - Throws: `CocoaError`.
    func all() throws {
        try copyAll(of: home.path, to: "")
    }

    /// Has it on the disk before it gets its name: after a power cut a release is whole, or not there.
    /// - Throws: `ReleaseError`.
    func settle() throws {
        let descriptor = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        defer { close(descriptor) }
        guard descriptor >= 0, syncfs(descriptor) == 0 else {
            throw ReleaseError.notMade(folder, reason: String(cString: strerror(errno)))
        }
    }

    private func names(in folder: String) throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: folder).filter { !$0.hasPrefix(".") }.sorted()
    }

    /// Regular files, and what links lead to. Names with a dot in front are nobody's to ask for, but for /.well-known/.
    private func copyAll(of source: String, to target: String) throws {
        try FileManager.default.createDirectory(atPath: "\(folder)/\(target)", withIntermediateDirectories: true)
        for name in try FileManager.default.contentsOfDirectory(atPath: source).sorted()
        where !name.hasPrefix(".") || name == ".well-known" {
            let path = "\(source)/\(name)"
            let place = target.isEmpty ? name : "\(target)/\(name)"
            var isFolder: ObjCBool = false
            guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else { continue }
            if isFolder.boolValue {
                try copyAll(of: path, to: place)
            } else {
                try copy(path, to: place, mode: FileManager.default.isExecutableFile(atPath: path) ? 0o755 : 0o644)
            }
        }
    }

    private func copy(_ source: String, to target: String, mode: Int) throws {
        let file = URL(fileURLWithPath: source).resolvingSymlinksInPath()
        guard let changed = Build.modified(file) else { throw ReleaseError.notBuilt(source) }
        let path = try place(target)
        try FileManager.default.copyItem(atPath: file.path, toPath: path)
        try FileManager.default.setAttributes([.posixPermissions: mode, .modificationDate: changed], ofItemAtPath: path)
    }

    /// Without symbols, a fifth of its size.
    private func strip(_ source: String, to target: String) throws {
        guard FileManager.default.fileExists(atPath: source) else { throw ReleaseError.notBuilt(source) }
        let path = try place(target)
        let strip = try Process.run(
            URL(fileURLWithPath: Tool.path("strip", package: "binutils")), arguments: ["-o", path, source])
        strip.waitUntilExit()
        guard strip.terminationStatus == 0 else { throw ReleaseError.notMade(folder, reason: "strip failed on \(source)") }
        try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: path)
    }

    private func place(_ target: String) throws -> String {
        let path = "\(folder)/\(target)"
        try FileManager.default.createDirectory(
            at: URL(fileURLWithPath: path).deletingLastPathComponent(), withIntermediateDirectories: true)
        return path
    }
}
