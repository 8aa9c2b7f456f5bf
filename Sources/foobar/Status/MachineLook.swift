import Foundation
import Site

/// What is seen of the machine besides its log.
struct MachineLook {
    let home: Home
    let installation: Installation
    /// Where nginx answers on this machine: `http://localhost:8080`; nil where that is not known.
    let address: String?

    /// On a server, by plain HTTP on loopback; where `serve` started this, it says where.
    init(home: Home) {
        self.home = home
        installation = Installation()
        let given = ProcessInfo.processInfo.environment["FOOBAR_ADDRESS"]
        address = given ?? (home.isRelease ? "http://127.0.0.1" : nil)
    }

    func fill(_ status: inout ServerStatus, _ folder: DataFolder) {
        for (name, path) in [("site", folder.siteDatabase), ("members", folder.membersDatabase)] {
            guard FileManager.default.fileExists(atPath: path) else { continue }
            status.databases.append(.init(name: name, size: Self.size(path), log: Self.size(path + "-wal")))
        }
        for name in (try? FileManager.default.contentsOfDirectory(atPath: folder.logs)) ?? [] {
            status.logs += Self.size("\(folder.logs)/\(name)")
        }
        var disk = statvfs()
        if statvfs(folder.path, &disk) == 0 {
            status.diskFree = Int(disk.f_bavail * disk.f_frsize)
            status.diskSize = Int(disk.f_blocks * disk.f_frsize)
        }
        if home.isRelease { status.release = URL(fileURLWithPath: home.path).resolvingSymlinksInPath().lastPathComponent }
        if home.isRelease, let settings = try? ServerSettings(text: String(contentsOfFile: installation.file(Installation.settings), encoding: .utf8)) {
            status.certificate = Self.certificate(settings)
            if !settings.replica.isEmpty { status.replica = replica(of: folder) }
        }
        status.backup = Self.backup(in: folder)
        status.connections = address.flatMap { Self.connections($0) }
    }

    /// The one that nginx shows: who counts may not read the file.
    private static func certificate(_ settings: ServerSettings) -> ServerStatus.Certificate? {
        let host = settings.canonicalHost
        guard let shown = try? Output(
            of: ["openssl", "s_client", "-connect", "127.0.0.1:443", "-servername", host], package: "openssl", timeLimit: 5),
            let end = try? Output(of: ["openssl", "x509", "-noout", "-enddate", "-dateopt", "iso_8601"], package: "openssl", input: shown.text, timeLimit: 20),
            end.succeeded
        else { return nil }
        // notAfter=2027-02-20 12:00:00Z
        let moment = end.text.split(separator: "=").last?.trimmingCharacters(in: .whitespacesAndNewlines) ?? ""
        return CivilTime.seconds(rfc3339: moment.replacingOccurrences(of: " ", with: "T"))
            .map { ServerStatus.Certificate(domain: settings.domain, end: $0) }
    }

    private func replica(of folder: DataFolder) -> ServerStatus.Replica {
        do {
            let state = try Replica(home: home, folder: folder.path, to: nil).status()
            let at = state.lag.map { Int(Date().timeIntervalSince1970 - $0) } ?? 0
            let silent = state.lag == nil ? ["Nothing was written to it yet."] : []
            return .init(at: at, fault: (state.failing + silent).joined(separator: " "))
        } catch {
            return .init(at: 0, fault: "\(error)")
        }
    }

    /// What nginx's `stub_status` says, which `nginx/metrics.conf` has.
    private static func connections(_ address: String) -> ServerStatus.Connections? {
        guard let run = try? Output(
            of: ["curl", "--disable", "--noproxy", "*", "--silent", "--fail", "--max-time", "3", "--insecure", address + "/metrics/connections"],
            package: "curl", timeLimit: 20), run.succeeded
        else { return nil }
        // Active connections: 1 / server accepts handled requests / 12 12 30 / Reading: 0 Writing: 1 Waiting: 0
        let numbers = run.text.split { !$0.isNumber }.compactMap { Int($0) }
        guard numbers.count == 7 else { return nil }
        return .init(
            active: numbers[0], reading: numbers[4], writing: numbers[5], waiting: numbers[6], accepted: numbers[1], handled: numbers[2])
    }

    private static func size(_ path: String) -> Int {
        var status = stat()
        return stat(path, &status) == 0 ? Int(status.st_size) : 0
    }
}
