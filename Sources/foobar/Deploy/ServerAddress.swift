import ArgumentParser
import Foundation

/// A server that is reached by ssh: `ssh://root@example.org:22`.
struct ServerAddress: Equatable, ExpressibleByArgument {
    /// As ssh takes it: `user@host`, or a name from its own configuration.
    let host: String
    let port: UInt16?

    init?(argument: String) {
        guard argument.hasPrefix("ssh://") else { return nil }
        var rest = argument.dropFirst("ssh://".count)
        if rest.hasSuffix("/") { rest = rest.dropLast() }
        let name = rest.lastIndex(of: "@").map { rest[rest.index(after: $0)...] } ?? rest
        let user = rest.prefix(rest.count - name.count)
        var machine = name
        if name.hasPrefix("["), let end = name.firstIndex(of: "]") {
            machine = name[name.index(after: name.startIndex)..<end]
            rest = name[name.index(after: end)...]
        } else {
            machine = name.prefix { $0 != ":" }
            rest = name[machine.endIndex...]
        }
        port = rest.hasPrefix(":") ? UInt16(rest.dropFirst()) : nil
        host = String(user + machine)
        let isPlain = host.utf8.allSatisfy { byte in
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "0")...UInt8(ascii: "9"): true
            default: "@._-:%".utf8.contains(byte)
            }
        }
        // What begins with `-` would be an option to ssh.
        guard isPlain, !machine.isEmpty, !host.hasPrefix("-"), rest.isEmpty || port != nil else { return nil }
    }
}
