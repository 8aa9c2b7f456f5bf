import ArgumentParser
import Foundation

/// Which Debian, and what it is to be.
struct ServerOptions: ParsableArguments {
    @Option(help: ArgumentHelp("The folder that the Debian is in.", valueName: "folder"), completion: .directory)
    var root = "/"

    @Option(help: "The domain; the site's address is www. and this.")
    var domain: String?

    @Option(help: "The server's IPv4 address, as the world sees it.")
    var address: String?

    @Option(help: "Its IPv6 address.")
    var address6: String?

    @Option(help: ArgumentHelp("Whom the certificate authority writes to.", valueName: "mail"))
    var contact: String?

    @Option(help: ArgumentHelp("The directory of an ACME server, where it is not Let's Encrypt.", valueName: "url"))
    var acme: String?

    @Option(help: ArgumentHelp("Where backups go: a folder, or ssh://host/folder.", valueName: "place"))
    var backup: String?

    @Option(help: ArgumentHelp("Where Litestream copies each write: a folder, sftp://... or s3://...", valueName: "place"))
    var replica: String?

    @Flag(inversion: .prefixedNo, help: "Be the domain's name server.")
    var dns: Bool?

    /// - Throws: `InstallError` where there is no Debian.
    func machine() throws -> Machine {
        let path = root == "/" ? "/" : URL(fileURLWithPath: root).standardizedFileURL.path
        let machine = Machine(Installation(root: path))
        guard FileManager.default.fileExists(atPath: machine.file("/etc/debian_version")) else {
            throw InstallError.noDebian(root: path)
        }
        return machine
    }

    /// What was settled before, with what is said now.
    /// - Throws: `ServerSettingsError`, `DomainNameError`, `AddressError`; `InstallError` where there is no domain.
    func settings(of machine: Machine) throws -> ServerSettings {
        let path = machine.file(Installation.settings)
        var settings = try (try? String(contentsOfFile: path, encoding: .utf8)).map { try ServerSettings(text: $0) }
            ?? ServerSettings(domain: "")
        settings.domain = domain ?? settings.domain
        settings.address = address ?? settings.address
        settings.address6 = address6 ?? settings.address6
        settings.contact = contact ?? settings.contact
        settings.acme = acme ?? settings.acme
        settings.backup = backup ?? settings.backup
        settings.replica = replica ?? settings.replica
        settings.dns = dns ?? settings.dns
        guard !settings.domain.isEmpty else { throw InstallError.noDomain }
        settings.domain = try DomainName(settings.domain).text
        if !settings.address.isEmpty { settings.address = try IPv4Address(settings.address).text }
        if !settings.address6.isEmpty { settings.address6 = try IPv6Address(settings.address6).text }
        return settings
    }
}
