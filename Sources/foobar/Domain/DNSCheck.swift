import Foundation

/// What the world sees of a zone, record by record.
struct DNSCheck {
    let zone: Zone
    /// Whom alone to ask; else the system's resolver, and each of the domain's name servers.
    let at: DNSServer?

    /// Prints what is found and what to do about it.
    /// - Returns: whether all is as it should be.
    /// - Throws: `MissingToolError`, `LaunchError`.
    func run() throws -> Bool {
        var servers: [DNSServer] = []
        if let at {
            servers = [at]
        } else {
            guard let found = try nameServers() else { return false }
            servers = found
        }
        var isGood = true
        for server in servers {
            let answer = try ask(zone.apex, "SOA", server)
            if !answer.wasReceived {
                say("\(server.host) does not answer. While a name server of the domain is silent, part of the world waits for it.")
                isGood = false
            } else if !answer.isAuthoritative {
                say("\(server.host) does not serve \(zone.domain.text) (\(answer.status)): add the zone there, or take that name server away at the registrar.")
                isGood = false
            }
        }
        servers = try servers.filter { try ask(zone.apex, "SOA", $0).isAuthoritative }
        for group in groups {
            isGood = try look(group, servers) && isGood
        }
        if isGood { say("The world sees all of it.") }
        return isGood
    }

    /// Records of one name and type belong together.
    private struct Group {
        let name: String
        let type: String
        let data: Set<String>
    }

    private var groups: [Group] {
        var groups: [Group] = []
        for record in zone.records where !groups.contains(where: { $0.name == record.name && $0.type == record.type }) {
            groups.append(Group(name: record.name, type: record.type, data: Set(
                zone.records.filter { $0.name == record.name && $0.type == record.type }.map(\.data))))
        }
        // Who has an IPv6 address of it goes there first, so a forgotten one is as bad as a wrong one.
        for type in ["A", "AAAA"] where !groups.contains(where: { $0.name == zone.apex && $0.type == type }) {
            groups.append(Group(name: zone.apex, type: type, data: []))
        }
        return groups
    }

    /// Of the domain, as its parent has them; nil where there are none, and that has been said.
    private func nameServers() throws -> [DNSServer]? {
        let answer = try DNSQuery(name: zone.apex, type: "NS").ask()
        guard answer.wasReceived else {
            say("This machine's resolver does not answer: look at /etc/resolv.conf and the network.")
            return nil
        }
        let names = answer.records.filter { $0.type == "NS" }.map(\.data).sorted()
        guard names.isEmpty else {
            say("\(zone.domain.text) is served by \(names.map(Self.undotted).joined(separator: ", ")).")
            return names.map { DNSServer(host: $0) }
        }
        let hint = zone.isServedHere
            ? "name \(Zone.nameServers(of: zone.domain).map(Self.undotted).joined(separator: " and ")) as its name servers there, with the addresses of this server."
            : "set its name servers there to those of the provider that serves its DNS."
        switch answer.status {
        case "NXDOMAIN": say("\(zone.domain.text) is not known in the world: register it, and \(hint)")
        case "SERVFAIL": say("The name servers of \(zone.domain.text) fail: see whether the registrar names the right ones; \(hint)")
        default: say("\(zone.domain.text) has no name servers of its own (\(answer.status)): at its registrar, \(hint)")
        }
        return nil
    }

    private func ask(_ name: String, _ type: String, _ server: DNSServer?) throws -> DNSAnswer {
        try DNSQuery(name: name, type: type, server: server?.host, port: server?.port ?? 53).ask()
    }

    private func look(_ group: Group, _ servers: [DNSServer]) throws -> Bool {
        var faults: [String] = []
        for server in servers {
            let found = try data(group, ask(group.name, group.type, server))
            if let fault = try fault(group, found, server) { faults.append("at \(Self.undotted(server.host)): \(fault)") }
        }
        // What a resolver has kept is of no interest where the name servers are wrong.
        if at == nil, faults.isEmpty {
            let answer = try ask(group.name, group.type, nil)
            let found = data(group, answer)
            if try fault(group, found, nil) != nil {
                let seconds = answer.records.map(\.ttl).max()
                faults.append("This machine's resolver has an older answer" + (found.isEmpty ? "" : ", \(Self.list(found)),")
                    + (seconds.map { " and keeps it for \($0) s more." } ?? " and keeps it for some minutes more."))
            }
        }
        if faults.isEmpty {
            if !group.data.isEmpty { say("ok       \(row(group))") }
            return true
        }
        say("\(faults.contains { $0.contains("missing") } ? "missing " : "wrong   ") \(row(group))")
        for fault in faults { say("         \(fault)") }
        return false
    }

    private func row(_ group: Group) -> String {
        "\(Self.undotted(group.name)) \(group.type) \(group.data.isEmpty ? "(none)" : Self.list(group.data))"
    }

    /// What the answer has of the group's type; of texts, those that are of the same kind.
    private func data(_ group: Group, _ answer: DNSAnswer) -> Set<String> {
        let data = answer.records.filter { $0.type == group.type && $0.name == group.name }.map(\.data)
        guard group.type == "TXT" else { return Set(data.map { $0.lowercasedNames(of: group.type) }) }
        let kinds = group.data.map { $0.prefix(7).lowercased() }
        return Set(data.filter { text in kinds.contains(text.prefix(7).lowercased()) })
    }

    /// nil where it is as it should be.
    private func fault(_ group: Group, _ found: Set<String>, _ server: DNSServer?) throws -> String? {
        if found == group.data { return nil }
        if group.type == "CNAME", found.isEmpty, try hasAddressesOfItsOwn(group.name, server) { return nil }
        if group.data.isEmpty { return "leads to \(Self.list(found)); take it away, or say --address\(group.type == "A" ? "" : "6") if that is the server." }
        if found.isEmpty { return "missing; add it." }
        let extra = found.subtracting(group.data), absent = group.data.subtracting(found)
        if absent.isEmpty { return "also has \(Self.list(extra)); take that away." }
        return extra.isEmpty ? "\(Self.list(absent)) is missing; add it." : "has \(Self.list(extra)); put \(Self.list(absent)) in its place."
    }

    /// A provider may answer with addresses where it was given a CNAME; that leads to the same.
    private func hasAddressesOfItsOwn(_ name: String, _ server: DNSServer?) throws -> Bool {
        try ["A", "AAAA"].allSatisfy { type in
            let wanted = Set(zone.records.filter { $0.name == zone.apex && $0.type == type }.map(\.data))
            return Set(try ask(name, type, server).records.filter { $0.type == type && $0.name == name }.map(\.data)) == wanted
        }
    }

    private static func list(_ data: Set<String>) -> String { data.sorted().joined(separator: ", ") }
    private static func undotted(_ name: String) -> String { name.hasSuffix(".") ? String(name.dropLast()) : name }
}

extension String {
    /// Names in a record's data know no case.
    fileprivate func lowercasedNames(of type: String) -> String { ["CNAME", "NS", "MX", "CAA"].contains(type) ? lowercased() : self }
}
