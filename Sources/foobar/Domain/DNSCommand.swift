import ArgumentParser
import Foundation

/// `foobar dns`: what the world's resolvers are to say of the site, and whether they do.
struct DNSCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "dns",
        abstract: "Prints the domain's zone, checks what the world sees of it, or serves it.",
        discussion: """
            The root has the server's addresses, and www. is another name of it. A CAA record lets only the site's certificate \
            authority give certificates. Where it is known who sends the site's mail, MX, SPF and DMARC records say so.

            What is printed is a zone file, a record a line: for the panel of the provider that serves the domain, or for its \
            import. --serve serves it from this machine, by NSD; the registrar then has to name it as the domain's name server.

            On a server, what is not said comes from \(Installation.settings).

            EXAMPLES
              foobar dns --domain foobar.com --address 192.0.2.1
              foobar dns --check
              foobar dns --check --at ns1.provider.example        before the domain's name servers are changed
              foobar dns --serve
            """)

    @Option(help: "The domain, without www. before it.")
    var domain: String?

    @Option(help: "The server's IPv4 address, as the world sees it.")
    var address: String?

    @Option(help: "Its IPv6 address, where it has one.")
    var address6: String?

    @Option(help: "Who sends mail with the domain behind the @: `here`, `no`, or the name that the relay wants in SPF records.")
    var mail: String?

    @Flag(help: "Ask the system's resolver and the domain's name servers; status 1 where anything is not as it should be.")
    var check = false

    @Option(help: "With --check: ask only this name server. An address may have a port: 127.0.0.1#5353.")
    var at: String?

    @Flag(help: "Serve the zone from this machine, by NSD.")
    var serve = false

    func validate() throws {
        guard !(check && serve) else { throw ValidationError("--check and --serve are one at a time.") }
        guard at == nil || check else { throw ValidationError("--at says whom --check asks.") }
        if let at, DNSServer(at) == nil { throw ValidationError("`\(at)` is no name or address of a server, with a port or without.") }
    }

    func run() throws {
        let installation = Installation()
        let settings = try settings(of: installation)
        if serve {
            return try NameServer(settings: settings, installation: installation).serve()
        }
        let zone = try Zone(settings)
        if check {
            let isGood = try DNSCheck(zone: zone, at: at.flatMap(DNSServer.init)).run()
            if !isGood { throw ExitCode(1) }
            return
        }
        print(zone.text(serial: Zone.serial(after: nil, on: Date())), terminator: "")
        if case .unknown = try MailSending(settings.mail) {
            FileHandle.standardError.write(Data("No word about mail: --mail says who sends it, and makes MX, SPF and DMARC records.\n".utf8))
        }
    }

    /// The server's, where this is one for this domain; and what was said.
    private func settings(of installation: Installation) throws -> ServerSettings {
        var settings = ServerSettings(domain: domain ?? "")
        if FileManager.default.fileExists(atPath: installation.file(Installation.settings)) {
            let known = try ServerSettings(in: installation)
            if try domain == nil || DomainName(known.domain) == DomainName(domain ?? "") { settings = known }
        }
        guard !settings.domain.isEmpty else { throw ValidationError("Which domain? Say --domain example.org.") }
        if let address { settings.address = address }
        if let address6 { settings.address6 = address6 }
        if let mail { settings.mail = mail }
        return settings
    }
}
