import Foundation

/// NSD on the server, for the domain's zone.
struct NameServer {
    static let unit = "nsd.service"
    static let configuration = "/etc/nsd/nsd.conf.d/foobar.conf"

    let settings: ServerSettings
    let installation: Installation

    static func zoneFile(_ domain: String) -> String { "/etc/nsd/\(domain).zone" }

    /// The files that NSD reads, by their paths on the server. A zone that says the same as before keeps its serial.
    /// - Throws: what `Zone` throws.
    func files(on date: Date = Date()) throws -> [String: String] {
        var settings = settings
        settings.dns = true
        let zone = try Zone(settings)
        let path = Self.zoneFile(zone.domain.text)
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

    /// Those that differ from what is there.
    /// - Throws: what `Zone` throws.
    func changes() throws -> [String: String] {
        try files().filter { (try? String(contentsOfFile: installation.file($0.key), encoding: .utf8)) != $0.value }
    }

    /// Puts in place what differs, once NSD's own checks have taken it.
    /// - Throws: `NameServerError`, `MissingToolError`; what `Zone` throws.
    func configure() throws {
        let changes = try changes()
        let manager = FileManager.default
        // Beside the file, under a name that NSD does not read.
        func new(_ path: String) -> String { installation.file(path) + ".new" }
        defer { for path in changes.keys { try? manager.removeItem(atPath: new(path)) } }
        for (path, text) in changes {
            try manager.createDirectory(atPath: (new(path) as NSString).deletingLastPathComponent, withIntermediateDirectories: true)
            try text.write(toFile: new(path), atomically: false, encoding: .utf8)
            try manager.setAttributes([.posixPermissions: 0o644], ofItemAtPath: new(path))
            guard installation.root == "/" else { continue }
            if path == Self.configuration { try check("nsd-checkconf", [new(path)]) } else { try check("nsd-checkzone", [settings.domain, new(path)]) }
        }
        for path in changes.keys {
            guard rename(new(path), installation.file(path)) == 0 else {
                throw NameServerError.notReplaced(path, reason: String(cString: strerror(errno)))
            }
        }
    }

    private func check(_ tool: String, _ arguments: [String]) throws {
        let answer = try Output(of: [tool] + arguments, package: "nsd")
        guard answer.status == 0 else {
            throw NameServerError.refused(tool: tool, words: (answer.text + answer.complaints).trimmingCharacters(in: .whitespacesAndNewlines))
        }
    }

    /// Makes this server the domain's name server, with all that belongs to it: settings, NSD, the firewall.
    /// - Throws: `NoServerError` where this is no server; what `ProductionServer` throws.
    func serve() throws {
        guard geteuid() == 0 else { throw NameServerError.notRoot }
        _ = try ServerSettings(in: installation)
        var settings = settings
        settings.dns = true
        // Where it fails on what only it has, nothing else is begun.
        _ = try Zone(settings)
        try ProductionServer(settings: settings, machine: Machine(installation), source: Home()).make { state, difference in
            say("\(state.name) \(difference): done")
        }
        let names = Zone.nameServers(of: try DomainName(settings.domain)).map { String($0.dropLast()) }
        let addresses = [settings.address, settings.address6].filter { !$0.isEmpty }.joined(separator: " and ")
        say("NSD serves \(settings.domain). At the domain's registrar, name \(names.joined(separator: " and ")) as its name servers, both at \(addresses).")
        say("'foobar dns --check' says when the world sees the zone.")
    }
}
