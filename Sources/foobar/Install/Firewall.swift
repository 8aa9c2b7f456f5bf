import Foundation

/// A table of nftables of our own: what others have in theirs stays, and is asked as well.
struct Firewall {
    static let path = Installation.configuration + "/firewall.nft"

    let settings: ServerSettings
    let machine: Machine

    /// Written again and again, it makes the same table, at once: no packet meets a half of it.
    var text: String {
        """
        # Who may reach this machine. Made by `foobar install`, which looks where sshd listens.
        # `nft list table inet foobar` shows it as it is.
        table inet foobar
        delete table inet foobar
        table inet foobar {
            chain input {
                type filter hook input priority filter; policy drop;
                ct state established,related accept
                ct state invalid drop
                iif lo accept
                # ICMP, of both; a small Debian has no names for protocols.
                meta l4proto { 1, 58 } accept
                # Answers of a DHCP server.
                udp sport 67 udp dport 68 accept
                ip6 saddr fe80::/10 udp sport 547 udp dport 546 accept
                tcp dport { \(tcp.map(String.init).joined(separator: ", ")) } accept\(settings.dns ? "\n        udp dport 53 accept" : "")
            }
        }

        """
    }

    private var tcp: [Int] {
        (shellPorts.union([80, 443]).union(settings.dns ? [53] : [])).sorted()
    }

    /// Where sshd listens by its configuration, and where this session came in: nobody is locked out.
    var shellPorts: Set<Int> {
        let folder = machine.file("/etc/ssh")
        let more = (try? FileManager.default.contentsOfDirectory(atPath: folder + "/sshd_config.d")) ?? []
        let units = machine.file("/etc/systemd/system/ssh.socket.d")
        let sockets = (try? FileManager.default.contentsOfDirectory(atPath: units)) ?? []
        let files = ["\(folder)/sshd_config"] + more.map { "\(folder)/sshd_config.d/\($0)" } + sockets.map { "\(units)/\($0)" }
        var ports: Set<Int> = []
        for file in files {
            for line in (try? String(contentsOfFile: file, encoding: .utf8))?.split(separator: "\n") ?? [] {
                let words = line.split(whereSeparator: { $0.isWhitespace || $0 == "=" }).map(String.init)
                guard words.count > 1 else { continue }
                switch words[0].lowercased() {
                case "port": Int(words[1]).map { _ = ports.insert($0) }
                case "listenaddress", "listenstream":
                    // [::1]:22, 192.0.2.1:22, 22; an address alone has the usual port.
                    if let port = Int(words[1]) ?? Self.port(behind: words[1]) { ports.insert(port) }
                default: break
                }
            }
        }
        if machine.isLive, let session = ProcessInfo.processInfo.environment["SSH_CONNECTION"]?.split(separator: " ").last,
            let port = Int(session) { ports.insert(port) }
        return ports.isEmpty ? [22] : ports
    }

    private static func port(behind address: String) -> Int? {
        guard let colon = address.lastIndex(of: ":"), address.hasPrefix("[") || address.filter({ $0 == ":" }).count == 1 else { return nil }
        return Int(address[address.index(after: colon)...])
    }
}
