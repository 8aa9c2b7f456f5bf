import Foundation

/// The release build, and the step that puts its programs into `cgi-bin/` and `.build/tools/`.
struct Build {
    let home: Home

    /// Touched before a build that succeeded: what is newer has changed since.
    var stamp: URL { URL(fileURLWithPath: home.path + "/.build/site.stamp") }

    /// Builds where a source is newer than the last build, or one has come or gone.
    /// - Throws: `BuildError`, after the compiler has said why.
    func runIfNeeded() throws {
        guard try isNeeded() else { return }
        let started = Date()
        // Standard output is for what the command was asked for: `bench --json` is read by programs.
        FileHandle.standardError.write(Data("Building the site; the first time takes some minutes.\n".utf8))
        let swift = Process()
        swift.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        // The path of local libraries makes a static position-independent program stop at its start.
        swift.arguments = ["swift", "build", "-c", "release", "--disable-local-rpath", "--static-swift-stdlib"]
        // Package.swift puts it before the toolchain's own.
        let library = try LeanLibrary(in: home.path + "/.build/lean")
        swift.environment = ProcessInfo.processInfo.environment.merging(["FOOBAR_LEAN_LIBRARY": library.path]) { $1 }
        swift.currentDirectoryURL = URL(fileURLWithPath: home.path)
        swift.standardOutput = FileHandle.standardError
        try swift.run()
        swift.waitUntilExit()
        guard swift.terminationStatus == 0 else { throw BuildError.compiler }
        let manager = FileManager.default
        _ = manager.createFile(atPath: stamp.path, contents: nil, attributes: [.modificationDate: started])
    }

    private func isNeeded() throws -> Bool {
        guard let built = Self.modified(stamp) else { return true }
        let manager = FileManager.default
        let manifest = URL(fileURLWithPath: home.path + "/Package.swift")
        guard let sources = manager.enumerator(
            at: URL(fileURLWithPath: home.path + "/Sources"), includingPropertiesForKeys: [.contentModificationDateKey])
        else { return true }
        // A folder is as new as what last came into it or left it.
        return Self.isNewer(manifest, than: built) || sources.contains { entry in
            (entry as? URL).map { Self.isNewer($0, than: built) } ?? true
        }
    }

    /// Copies each program of a route, and each tool for scripts, that is newer than the one in its place, without
    /// its symbols.
    ///
    /// Each takes its place by a rename: the next request runs the new program, and none finds half of one.
    /// - Throws: `BuildError`, `MissingToolError`.
    func installPrograms() throws {
        let manager = FileManager.default
        for name in try manager.contentsOfDirectory(atPath: home.routeSources).sorted() {
            try install(name, as: name, in: home.programs)
        }
        for name in try manager.contentsOfDirectory(atPath: home.toolSources).sorted() {
            try install("tool-\(name)", as: name, in: home.tools)
        }
    }

    private func install(_ product: String, as name: String, in folder: String) throws {
        let built = URL(fileURLWithPath: "\(home.products)/\(product)")
        let program = URL(fileURLWithPath: "\(folder)/\(name)")
        guard let made = Self.modified(built) else { throw BuildError.noProduct(name: product) }
        if let installed = Self.modified(program), installed >= made { return }
        let strip = try Tool.path("strip", package: "binutils")
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        let staged = "\(folder)/.\(name).new"
        let stripping = try Process.run(URL(fileURLWithPath: strip), arguments: ["-o", staged, built.path])
        stripping.waitUntilExit()
        guard stripping.terminationStatus == 0, rename(staged, program.path) == 0 else {
            throw BuildError.notInstalled(name: name)
        }
    }

    static func modified(_ file: URL) -> Date? {
        let attributes = try? FileManager.default.attributesOfItem(atPath: file.resolvingSymlinksInPath().path)
        return attributes?[.modificationDate] as? Date
    }

    private static func isNewer(_ file: URL, than date: Date) -> Bool {
        modified(file).map { $0 > date } ?? true
    }
}
