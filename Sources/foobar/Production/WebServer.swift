import CProcess
import Foundation

/// The nginx of a production server.
struct WebServer {
    static let unit = "foobar-web.service"

    let installation: Installation

    /// Puts a configuration in place, whole and at once, after nginx has taken it; what runs goes on with the old one
    /// until `reload()`. Below another root than `/` nginx is not asked.
    /// - Returns: whether anything differs from what was there.
    /// - Throws: `WebServerError` with nginx's words, and the old one stays; `UnusablePathError`.
    func configure(_ configuration: WebServerConfiguration) throws -> Bool {
        let files = try configuration.files()
        let folder = installation.file(Installation.webServer)
        guard files != Self.files(in: folder) else { return false }
        let manager = FileManager.default
        let new = folder + ".new"
        try? manager.removeItem(atPath: new)
        try configuration.write(to: new)
        defer { try? manager.removeItem(atPath: new) }
        if installation.root == "/" {
            let test = try Output.of("nginx", package: "nginx", ["-t", "-q", "-e", "stderr", "-c", new + "/nginx.conf"])
            guard test.status == 0 else {
                throw WebServerError.refused(test.complaints.replacingOccurrences(of: new, with: folder))
            }
        }
        // In one step: at no moment is there nothing to be read.
        let flags = manager.fileExists(atPath: folder) ? UInt32(RENAME_EXCHANGE) : 0
        guard renameat2(AT_FDCWD, new, AT_FDCWD, folder, flags) == 0 else {
            throw WebServerError.notReplaced(folder, reason: String(cString: strerror(errno)))
        }
        return true
    }

    /// Has nginx take its configuration and its certificate anew. It finishes what it answers with the old ones.
    /// - Returns: false where nginx does not run: it takes them when it starts.
    /// - Throws: `WebServerError` with systemd's words.
    func reload() throws -> Bool {
        guard try Output.of("systemctl", package: "systemd", ["is-active", "--quiet", Self.unit]).status == 0 else { return false }
        // What renewed the certificate did not ask nginx whether it takes it.
        let configuration = installation.file(Installation.webServer) + "/nginx.conf"
        let test = try Output.of("nginx", package: "nginx", ["-t", "-q", "-e", "stderr", "-c", configuration])
        guard test.status == 0 else { throw WebServerError.refused(test.complaints) }
        let reload = try Output.of("systemctl", package: "systemd", ["reload", Self.unit])
        guard reload.status == 0 else { throw WebServerError.notReloaded(reload.complaints) }
        return true
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
