import Foundation
import Glibc
import Site

/// The files of all releases that are kept, by what pages call them: `/style.css?v=k3x9ab` is `files/k3x9ab/style.css`
/// here, in whichever release it was. nginx/site.conf looks for them first.
///
/// They are hard links: none takes any room as long as its release is there.
struct KeptFiles {
    let releases: Releases
    private var folder: String { releases.installation.file(Installation.files) }
    /// The copies that nginx sends to whoever takes them.
    private static let compressed = [".gz", ".br"]

    /// Adds those of a release.
    /// - Throws: `DeployError`.
    func add(_ name: String) throws {
        let files = releases.home(of: name).files
        for (kept, file) in Self.files(in: files) {
            let path = "\(folder)/\(kept)"
            try FileManager.default.createDirectory(
                atPath: (path as NSString).deletingLastPathComponent, withIntermediateDirectories: true)
            // What was there has the same name, time and size, and all but always is the same file.
            guard link(file, path) == 0 || errno == EEXIST else {
                throw DeployError(.switch, reason: "\(path): \(String(cString: strerror(errno)))")
            }
        }
    }

    /// Takes away what no release has any more.
    func thin() {
        let manager = FileManager.default
        let wanted = Set(releases.names.flatMap { Self.files(in: releases.home(of: $0).files).map(\.kept) })
        for version in (try? manager.contentsOfDirectory(atPath: folder)) ?? [] {
            let kept = (manager.enumerator(atPath: "\(folder)/\(version)")?.allObjects as? [String]) ?? []
            let files = kept.filter { Self.isFile("\(folder)/\(version)/\($0)") }
            for name in files where !wanted.contains("\(version)/\(name)") { unlink("\(folder)/\(version)/\(name)") }
            if files.allSatisfy({ !wanted.contains("\(version)/\($0)") }) { try? manager.removeItem(atPath: "\(folder)/\(version)") }
        }
    }

    private static func files(in folder: String) -> [(kept: String, file: String)] {
        let names = (FileManager.default.enumerator(atPath: folder)?.allObjects as? [String]) ?? []
        return names.flatMap { name -> [(kept: String, file: String)] in
            let file = "\(folder)/\(name)"
            // Those are their files', and error pages are nobody's to ask for.
            let isOwn = isFile(file) && !name.hasPrefix("errors/") && !compressed.contains { name.hasSuffix($0) }
            guard isOwn, let version = FileVersion(of: file)?.text else { return [] }
            return ([""] + compressed).filter { $0.isEmpty || isFile(file + $0) }.map { ("\(version)/\(name)\($0)", file + $0) }
        }
    }

    private static func isFile(_ path: String) -> Bool {
        var isFolder: ObjCBool = false
        return FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) && !isFolder.boolValue
    }
}
