import Foundation

/// A question to a name server or resolver, asked by dig.
struct DNSQuery {
    let name: String
    let type: String
    /// The name or address of whom to ask; nil for the system's resolver.
    var server: String?
    var port: UInt16 = 53

    /// - Throws: `MissingToolError`, `LaunchError`.
    func ask() throws -> DNSAnswer {
        var arguments = ["+noall", "+comments", "+answer", "+time=3", "+tries=2", "-p", "\(port)", "-q", name, "-t", type]
        // Its records are its own, and not what it was told by others.
        if let server { arguments += ["+norecurse", "@\(server)"] }
        let said = try Output(of: ["dig"] + arguments, package: "bind9-dnsutils")
        return DNSAnswer(text: said.text)
    }
}
