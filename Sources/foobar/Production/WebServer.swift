import CProcess
import Foundation

/// The nginx of a production server, and the folder with its configuration. What runs goes on with what it has read until
/// `reload()`.
struct WebServer {
    static let unit = "foobar-web.service"
    /// Seconds until a reload must show.
    private static let patience = 10

    let installation: Installation

    private var folder: String { installation.file(Installation.webServer) }
    /// Beside it, so that a rename can put one in the other's place.
    private var next: String { folder + ".next" }
    private var pidFile: String { installation.file(Installation.run) + "/nginx.pid" }

    /// Renders a configuration beside the one in use, and has nginx look at it; below another root than `/` nginx is not
    /// asked.
    /// - Returns: whether it differs from the one in use; else nothing is left to be taken.
    /// - Throws: `WebServerError` with nginx's words; `UnusablePathError`.
    func prepare(_ configuration: WebServerConfiguration) throws -> Bool {
        try stage(configuration, in: next)
    }

    /// Puts the one that was prepared in the place of the one in use; the next start or reload reads it.
    /// - Returns: false where none was prepared.
    func takePrepared() throws -> Bool {
        guard FileManager.default.fileExists(atPath: next) else { return false }
        try exchange()
        return true
    }

    /// The one in use and the one beside it change places, both whole at any moment.
    func exchange() throws {
        try exchange(with: next)
    }

    private func exchange(with next: String) throws {
        let flags = FileManager.default.fileExists(atPath: folder) ? UInt32(RENAME_EXCHANGE) : 0
        guard renameat2(AT_FDCWD, next, AT_FDCWD, folder, flags) == 0 else {
            throw WebServerError.notReplaced(folder, reason: String(cString: strerror(errno)))
        }
        Releases.settle((folder as NSString).deletingLastPathComponent)
    }

    /// Takes away the one beside the one in use.
    func forgetOther() {
        try? FileManager.default.removeItem(atPath: next)
    }

    /// Puts a configuration in place, whole and at once, after nginx has taken it.
    /// - Returns: whether anything differs from what was there.
    /// - Throws: as `prepare`, and the old one stays.
    func configure(_ configuration: WebServerConfiguration) throws -> Bool {
        // Not where a deployment may have one that it is about to take.
        let new = folder + ".new"
        guard try stage(configuration, in: new) else { return false }
        defer { try? FileManager.default.removeItem(atPath: new) }
        try exchange(with: new)
        return true
    }

    /// Has nginx read its configuration and its certificate anew: its new workers answer what comes from now on, the old
    /// ones finish what they have begun. Waits until that is so.
    /// - Returns: false where nginx does not run: it reads them when it starts.
    /// - Throws: `WebServerError`.
    func reload() throws -> Bool {
        guard let text = try? String(contentsOfFile: pidFile, encoding: .utf8),
            let master = pid_t(text.trimmingCharacters(in: .whitespacesAndNewlines))
        else { return false }
        // Whoever renewed a certificate did not ask nginx whether it takes it.
        try test(folder)
        let old = Self.workers(of: master)
        guard kill(master, SIGHUP) == 0 else {
            if errno == ESRCH { return false }
            throw WebServerError.notReloaded(String(cString: strerror(errno)))
        }
        // In a unit's sandbox other processes may not be seen.
        guard !old.isEmpty else { return true }
        let deadline = ContinuousClock.now + .seconds(Self.patience)
        while Self.workers(of: master).isSubset(of: old) {
            guard ContinuousClock.now < deadline else {
                throw WebServerError.notReloaded("no new worker came; its error log says why")
            }
            usleep(5_000)
        }
        return true
    }

    private func stage(_ configuration: WebServerConfiguration, in staged: String) throws -> Bool {
        try? FileManager.default.removeItem(atPath: staged)
        guard try configuration.files() != Self.files(in: folder) else { return false }
        do {
            try configuration.write(to: staged)
            try test(staged)
        } catch {
            try? FileManager.default.removeItem(atPath: staged)
            throw error
        }
        return true
    }

    private func test(_ folder: String) throws {
        guard installation.root == "/" else { return }
        let test = try Output(of: ["nginx", "-t", "-q", "-e", "stderr", "-c", folder + "/nginx.conf"], package: "nginx")
        guard test.succeeded else {
            throw WebServerError.refused(test.complaints.replacingOccurrences(of: folder, with: self.folder))
        }
    }

    private static func workers(of master: pid_t) -> Set<Substring> {
        let text = (try? String(contentsOfFile: "/proc/\(master)/task/\(master)/children", encoding: .utf8)) ?? ""
        return Set(text.split(separator: " "))
    }

    private static func files(in folder: String) -> [String: String]? {
        guard let names = try? FileManager.default.contentsOfDirectory(atPath: folder) else { return nil }
        var files: [String: String] = [:]
        for name in names {
            guard let text = try? String(contentsOfFile: "\(folder)/\(name)", encoding: .utf8) else { return nil }
            files[name] = text
        }
        return files
    }
}
