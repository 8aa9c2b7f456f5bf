import Foundation
import Glibc
import Site
import SQLite

/// The releases on a server: which there are, which one answers, and which can be gone back to.
struct Releases {
    /// So many stay, the one that answers among them.
    static let most = 5

    let installation: Installation

    init(of installation: Installation = Installation()) {
        self.installation = installation
    }

    var folder: String { installation.file(Installation.releases) }
    private var home: String { installation.file(Installation.home) }
    private var link: String { installation.file(Installation.current) }

    /// Oldest first.
    var names: [String] { Release.names(in: folder) }

    /// The one that answers; nil where nothing is installed.
    var current: String? {
        (try? FileManager.default.destinationOfSymbolicLink(atPath: link)).map { ($0 as NSString).lastPathComponent }
    }

    func home(of name: String) -> Home {
        Home(path: "\(folder)/\(name)")
    }

    /// The one that answered when this one was deployed.
    func previous(of name: String) -> String? {
        let name = try? String(contentsOfFile: "\(folder)/\(name)/previous", encoding: .utf8)
        return name?.trimmingCharacters(in: .whitespacesAndNewlines)
    }

    /// Keeps which one answered before.
    func setPrevious(of name: String, _ previous: String) throws {
        try (previous + "\n").write(toFile: "\(folder)/\(name)/previous", atomically: true, encoding: .utf8)
    }

    private var next: String { home + "/.current.next" }
    private var back: String { home + "/.current.back" }

    /// Has another one answer from the next request on: by one rename, so that there is always one. The way back is made
    /// before: it must be open on a full disk, too.
    /// - Throws: `DeployError`.
    func answer(with name: String, insteadOf before: String) throws {
        for (draft, name) in [(back, before), (next, name)] {
            unlink(draft)
            guard symlink("releases/\(name)", draft) == 0 else {
                throw DeployError(.switch, reason: "\(draft): \(String(cString: strerror(errno)))")
            }
        }
        guard rename(next, link) == 0 else { throw DeployError(.switch, reason: "\(link): \(String(cString: strerror(errno)))") }
        Self.settle(home)
    }

    /// Closes the way back of the last switch: the release that answers is to stay.
    func stay() {
        unlink(back)
    }

    /// Has the one before answer again.
    /// - Throws: `DeployError`.
    func answerAsBefore() throws {
        guard rename(back, link) == 0 else { throw DeployError(.switch, reason: "\(link): \(String(cString: strerror(errno)))") }
        Self.settle(home)
    }

    /// Has a change of the folder outlive a power cut.
    static func settle(_ folder: String) {
        let descriptor = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        defer { close(descriptor) }
        fsync(descriptor)
    }

    /// Why the databases are not for a release; nil where it can answer.
    /// - Throws: `SQLiteError`.
    func obstacle(to release: Release) throws -> String? {
        let data = installation.file(Installation.data)
        let versions = try SiteUser.acting(for: data) { try DataFolder(data).schemaVersions() }
        for (name, found) in versions.sorted(by: { $0.key < $1.key }) {
            guard let form = release.schema[name] else { continue }
            if found.readableFrom > form.version {
                return "\(name).db needs programs of version \(found.readableFrom) or newer, and its are of version \(form.version):"
                    + " what they used was taken away by a migration that ran after a later release"
            }
            if found.version < form.needed {
                return "\(name).db is at version \(found.version), and its programs need \(form.needed)"
            }
        }
        return nil
    }

    /// Takes away what deployments that were killed have left, and no other deployment is at work on.
    /// - Parameter name: the release that is being deployed.
    func clearAway(but name: String) {
        let manager = FileManager.default
        for left in (try? manager.contentsOfDirectory(atPath: folder)) ?? [] where left.hasPrefix(".") && left != ".\(name).partial" {
            let path = "\(folder)/\(left)"
            // What is being copied is locked by `foobar deploy`.
            guard (try? FolderLock(path)) != nil else { continue }
            try? manager.removeItem(atPath: path)
        }
        unlink(next)
        unlink(back)
        try? manager.removeItem(atPath: installation.file(Installation.webServer) + ".next")
    }

    /// Takes a release away; a killed one's rest is cleared away by the next deployment.
    func remove(_ name: String) {
        let partial = "\(folder)/.\(name).partial"
        guard rename("\(folder)/\(name)", partial) == 0 else { return }
        try? FileManager.default.removeItem(atPath: partial)
    }

    /// Takes away all but the one that answers, those that it can be gone back to from, and the newest: five in all.
    func thin() {
        guard let current else { return }
        var kept = [current]
        while kept.count < Self.most, let before = kept.last.flatMap(previous), !kept.contains(before), names.contains(before) {
            kept.append(before)
        }
        for name in names.reversed() where kept.count < Self.most && !kept.contains(name) { kept.append(name) }
        for name in names where !kept.contains(name) { remove(name) }
    }
}
