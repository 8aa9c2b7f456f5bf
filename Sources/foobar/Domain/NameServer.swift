import Foundation

/// NSD on the server, for the domain's zone.
struct NameServer {
    static let unit = "nsd.service"
    static let configuration = "/etc/nsd/nsd.conf.d/foobar.conf"

    let settings: ServerSettings
    let installation: Installation

    private static func zoneFile(_ domain: DomainName) -> String { "/etc/nsd/\(domain.text).zone" }

    /// The files that NSD reads, by their paths on the server. A zone that says the same as before keeps its serial.
    /// - Throws: what `Zone` throws.
    func files(on date: Date = Date()) throws -> [String: String] {
        var settings = settings
        settings.dns = true
        let zone = try Zone(settings)
        let path = Self.zoneFile(zone.domain)
        let before = try? String(contentsOfFile: installation.file(path), encoding: .utf8)
        let last = before.flatMap(Zone.serial)
        var text = zone.text(serial: last ?? 0)
        if last == nil || text != before { text = zone.text(serial: Zone.serial(after: last, on: date)) }
        // A resolver of this machine may have port 53 on 127.0.0.53, so not every address is taken. An address that is not
        // there yet at the start may come.
        let own = LocalAddresses.current()
        let listed = [settings.address, settings.address6].filter { !$0.isEmpty }
        let here = installation.root == "/" && !listed.contains { own.contains($0) } ? own.sorted() : listed
        return [
            path: text,
            Self.configuration: """
                # Made by 'foobar dns --serve'.
                server:
                \(here.map { "    ip-address: \($0)\n" }.joined())\
                    ip-transparent: yes
                    hide-version: yes
                    identity: ""
                    # Who asks for ANY is not after an answer.
                    refuse-any: yes
                    # Its size is what an attacker would have it send to others.
                    minimal-responses: yes

                zone:
                    name: \(zone.domain.text)
                    zonefile: \(path)

                """,
        ]
    }

    /// Puts the files in place, once NSD's own checks have taken them.
    /// - Returns: the paths of those that differ from what was there.
    /// - Throws: `NameServerError`, `MissingToolError`; what `Zone` throws.
    func configure() throws -> [String] {
        let files = try files()
        let changed = files.keys.filter { (try? String(contentsOfFile: installation.file($0), encoding: .utf8)) != files[$0] }.sorted()
        guard !changed.isEmpty else { return [] }
        let manager = FileManager.default
        let domain = try DomainName(settings.domain)
        // Beside the file, under a name that NSD does not read.
        func new(_ path: String) -> String { installation.file(path) + ".new" }
        defer { for path in files.keys { try? manager.removeItem(atPath: new(path)) } }
        for (path, text) in files {
            try manager.createDirectory(atPath: (new(path) as NSString).deletingLastPathComponent, withIntermediateDirectories: true)
            try text.write(toFile: new(path), atomically: false, encoding: .utf8)
            try manager.setAttributes([.posixPermissions: 0o644], ofItemAtPath: new(path))
        }
        try check("nsd-checkzone", [domain.text, new(Self.zoneFile(domain))])
        try check("nsd-checkconf", [new(Self.configuration)])
        for path in changed {
            guard rename(new(path), installation.file(path)) == 0 else {
                throw NameServerError.notReplaced(path, reason: String(cString: strerror(errno)))
            }
        }
        return changed
    }

    private func check(_ tool: String, _ arguments: [String]) throws {
        let answer = try Output.of(tool, package: "nsd", arguments)
        guard answer.status == 0 else {
            throw NameServerError.refused(tool: tool, words: (answer.text + answer.complaints).trimmingCharacters(in: .whitespacesAndNewlines))
        }
    }

    /// Configures NSD, keeps in the settings that this machine is the name server, and starts or reloads it.
    func serve() throws {
        guard geteuid() == 0 else { throw NameServerError.notRoot }
        _ = try Tool.path("nsd", package: "nsd")
        let changed = try configure()
        for path in changed { say("\(path): written.") }
        try keepSettings()
        try systemctl(["enable", "--quiet", Self.unit])
        let isRunning = try Output.of("systemctl", package: "systemd", ["is-active", "--quiet", Self.unit]).status == 0
        if !isRunning || changed.contains(Self.configuration) {
            try systemctl(["restart", Self.unit])
        } else if !changed.isEmpty {
            try systemctl(["reload", Self.unit])
        }
        let domain = try DomainName(settings.domain)
        let names = Zone.nameServers(of: domain).map { String($0.dropLast()) }
        let addresses = [settings.address, settings.address6].filter { !$0.isEmpty }.joined(separator: " and ")
        say("NSD serves \(domain.text). At the domain's registrar, name \(names.joined(separator: " and ")) as its name servers, both at \(addresses).")
        say("'foobar install' opens port 53 in the firewall; 'foobar dns --check' says when the world sees the zone.")
    }

    private func keepSettings() throws {
        let file = installation.file(Installation.settings)
        guard let known = try? ServerSettings(in: installation), known != settings else { return }
        try settings.text.write(toFile: file, atomically: true, encoding: .utf8)
        try FileManager.default.setAttributes([.posixPermissions: 0o644], ofItemAtPath: file)
    }

    private func systemctl(_ arguments: [String]) throws {
        let answer = try Output.of("systemctl", package: "systemd", arguments)
        guard answer.status == 0 else { throw NameServerError.notStarted(answer.complaints) }
    }
}
