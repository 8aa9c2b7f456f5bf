import Foundation

/// The site's units of systemd that run now, on a server.
struct ServingUnits {
    let names: [String]

    /// Whether systemd runs here.
    static var areHere: Bool { FileManager.default.fileExists(atPath: "/run/systemd/system") }

    /// - Throws: `PipelineError`.
    static func active() throws -> ServingUnits {
        let systemctl = try Tool.path("systemctl", package: "systemd")
        let lines = try Pipeline([
            systemctl, "list-units", "--state=active,activating,reloading", "--plain", "--no-legend", "--full", "foobar-*",
        ]).output()
        let names = lines.split(separator: "\n").compactMap { $0.split(separator: " ").first.map(String.init) }
        // What this may have been started by; and the firewall has no part in it.
        let others = ["foobar-restore", "foobar-backup", "foobar-firewall"]
        return ServingUnits(names: names.filter { name in !others.contains { name.hasPrefix($0) } })
    }

    /// Does `body` while none of them runs, and starts them again whatever comes of it.
    func stopped<Value>(_ body: () throws -> Value) throws -> Value {
        guard !names.isEmpty else { return try body() }
        let systemctl = try Tool.path("systemctl", package: "systemd")
        let result: Result<Value, Error>
        do {
            // What starts services first: one that it starts meanwhile is not among the names.
            for isLast in [false, true] {
                let names = try isLast ? Self.active().names : names.filter { !$0.hasSuffix(".service") }
                if !names.isEmpty { try Pipeline([systemctl, "stop"] + names).run() }
            }
            result = .success(try body())
        } catch {
            result = .failure(error)
        }
        try Pipeline([systemctl, "start"] + names).run()
        return try result.get()
    }
}
