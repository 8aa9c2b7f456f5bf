import Foundation

/// `/etc/foobar/foobar.conf`: what the owner decides about the server. What she decides about the site is in the site's
/// own settings.
///
/// Lines of `name = value`; `#` starts a comment.
struct ServerSettings: Equatable {
    /// The canonical host is `www.` and this.
    var domain: String
    /// The server's addresses as the world sees them; empty where nobody said.
    var address = ""
    var address6 = ""
    /// Whom the certificate authority writes to.
    var contact = ""
    /// The directory of an ACME server; Let's Encrypt's where it is empty.
    var acme = ""
    /// Who sends mail with the domain behind the @: `here`, `no`, or the name that a relay wants in SPF records; empty
    /// where nobody said. For `foobar dns`.
    var mail = ""
    /// Where backups go: a folder, or `ssh://host/folder`.
    var backup = Installation.backups
    /// Where Litestream writes: a folder, `sftp://` or `s3://`; off where it is empty.
    var replica = ""
    /// Whether this machine is the domain's name server.
    var dns = false

    var canonicalHost: String { "www." + domain }

    init(domain: String) {
        self.domain = domain
    }

    private static let texts: [(name: String, path: WritableKeyPath<ServerSettings, String> & Sendable)] = [
        ("domain", \.domain), ("address", \.address), ("address6", \.address6), ("contact", \.contact), ("acme", \.acme),
        ("mail", \.mail),
        ("backup", \.backup), ("replica", \.replica),
    ]

    /// - Throws: `ServerSettingsError`, which names the line.
    init(text: String) throws {
        domain = ""
        for (index, whole) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
            let line = whole.prefix { $0 != "#" }.trimmingCharacters(in: .whitespaces)
            if line.isEmpty { continue }
            let parts = line.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
                .map { $0.trimmingCharacters(in: .whitespaces) }
            guard parts.count == 2 else { throw ServerSettingsError.noValue(line: index + 1, text: line) }
            if let setting = Self.texts.first(where: { $0.name == parts[0] }) {
                self[keyPath: setting.path] = parts[1]
            } else if parts[0] == "dns", let isOn = ["yes": true, "no": false][parts[1]] {
                dns = isOn
            } else if parts[0] == "dns" {
                throw ServerSettingsError.notYesOrNo(line: index + 1, name: parts[0])
            } else {
                throw ServerSettingsError.unknown(line: index + 1, name: parts[0])
            }
        }
        guard !domain.isEmpty else { throw ServerSettingsError.noDomain }
    }

    /// The file as `install` writes it.
    var text: String {
        """
        # What this server is. After a change: foobar install
        domain = \(domain)

        # Its addresses as the world sees them, for `foobar dns` and `foobar doctor`.
        address = \(address)
        address6 = \(address6)

        # Whom the certificate authority writes to; and its directory, where it is not Let's Encrypt.
        contact = \(contact)
        acme = \(acme)

        # Who sends mail with the domain behind the @: here, no, or the name that a relay wants in SPF records.
        mail = \(mail)

        # A folder, or ssh://host/folder.
        backup = \(backup)

        # Continuous replication by Litestream, to a folder, sftp://... or s3://...; off where it is empty.
        replica = \(replica)

        # Whether this machine is the domain's name server (NSD, port 53).
        dns = \(dns ? "yes" : "no")

        """
    }
}
