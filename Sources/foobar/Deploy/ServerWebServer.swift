import CProcess
import Foundation
import Glibc

/// The server's nginx, whose configuration a deployment may change.
struct ServerWebServer {
    let installation: Installation
    private var folder: String { installation.file(Installation.webServer) }
    /// Beside it, so that a rename can put one in the other's place.
    private var next: String { folder + ".next" }
    private var pidFile: String { installation.file(Installation.run) + "/nginx.pid" }
    /// Seconds until a reload must show.
    private static let patience = 10

    /// Renders a configuration beside the one in use, and has nginx look at it.
    /// - Returns: whether it differs from the one in use; else nothing is left to be taken.
    /// - Throws: `DeployError`, `MissingToolError`, and what the rendering throws.
    func prepare(_ configuration: WebServerConfiguration) throws -> Bool {
        let manager = FileManager.default
        try? manager.removeItem(atPath: next)
        do {
            try configuration.write(to: next)
            let test = Launch(
                command: [try Tool.path("nginx", package: "nginx"), "-t", "-q", "-e", "stderr", "-c", next + "/nginx.conf"],
                environment: ["PATH": "/usr/sbin:/usr/bin:/sbin:/bin"], folder: "/")
            let (text, ending) = try test.output()
            guard ending == .exit(0) else {
                throw DeployError(.nginx, reason: "nginx refuses its new configuration: \(text.isEmpty ? "\(ending)" : text)")
            }
            if Self.files(in: next) != Self.files(in: folder) { return true }
        } catch {
            try? manager.removeItem(atPath: next)
            throw error
        }
        try? manager.removeItem(atPath: next)
        return false
    }

    /// Puts the one that was prepared in the place of the one in use; the next start or reload reads it.
    /// - Returns: false where none was prepared.
    func takePrepared() throws -> Bool {
        guard FileManager.default.fileExists(atPath: next) else { return false }
        try exchange()
        return true
    }

    /// Takes away the one beside the one in use.
    func forgetOther() {
        try? FileManager.default.removeItem(atPath: next)
    }

    /// The one in use and the one beside it change places, both whole at any moment.
    func exchange() throws {
        guard renameat2(AT_FDCWD, next, AT_FDCWD, folder, UInt32(RENAME_EXCHANGE)) == 0 else {
            throw DeployError(.health, reason: "\(folder): \(String(cString: strerror(errno)))")
        }
        Releases.settle((folder as NSString).deletingLastPathComponent)
    }

    /// Has nginx read its configuration: its new workers answer what comes from now on, the old ones finish what they have
    /// begun. Waits until that is so.
    func reload() throws {
        guard let text = try? String(contentsOfFile: pidFile, encoding: .utf8),
            let master = pid_t(text.trimmingCharacters(in: .whitespacesAndNewlines))
        else { throw DeployError(.health, reason: "nginx is not running") }
        let old = Self.children(of: master)
        guard kill(master, SIGHUP) == 0 else { throw DeployError(.health, reason: "nginx is not running") }
        let deadline = ContinuousClock.now + .seconds(Self.patience)
        while Self.children(of: master).isSubset(of: old) {
            guard ContinuousClock.now < deadline else {
                throw DeployError(.health, reason: "nginx did not take its new configuration; its error log says why")
            }
            usleep(5_000)
        }
    }

    private static func children(of master: pid_t) -> Set<Substring> {
        let text = (try? String(contentsOfFile: "/proc/\(master)/task/\(master)/children", encoding: .utf8)) ?? ""
        return Set(text.split(separator: " "))
    }

    private static func files(in folder: String) -> [String: Data] {
        let manager = FileManager.default
        return ((try? manager.contentsOfDirectory(atPath: folder)) ?? []).reduce(into: [:]) { files, name in
            files[name] = manager.contents(atPath: "\(folder)/\(name)")
        }
    }
}
