import Foundation

/// The files of `nginx/`, with the names of one machine filled in: this one for `foobar serve`, or a production server.
struct WebServerConfiguration {
    /// Who answers where: the file of `nginx/` with the servers.
    enum Servers: Equatable {
        /// One port of this machine, by HTTP.
        case local(port: UInt16)
        /// The domain by HTTP, before its first certificate.
        case plain(domain: String)
        /// The domain by TLS.
        case secure(domain: String, certificate: CertificateFiles, staples: Bool)

        var file: String {
            switch self {
            case .local: "local.conf"
            case .plain: "plain.conf"
            case .secure: "secure.conf"
            }
        }

        static let files: Set = ["local.conf", "plain.conf", "secure.conf"]
    }

    /// Where the templates and the programs are, as seen from here.
    let release: Home
    /// The same folder, as nginx is to name it.
    let home: String
    /// The owner's own programs.
    let scripts: String
    let tools: String
    let dataFolder: String
    let runFolder: String
    let cacheFolder: String
    /// The files of the last releases, by their fingerprints.
    let kept: String
    /// The directive; nothing where nginx runs as one user.
    let user: String
    let servers: Servers
    let routes: [RouteDeclaration]
    /// Whether nginx keeps pages; else each request runs its program.
    var keepsPages = true
    /// Where the machine's packages are, as seen from here.
    var root = "/"

    /// The files' names and contents.
    /// - Throws: `UnusablePathError` for a path that nginx's language has no way to write.
    func files() throws -> [String: String] {
        let values = try placeholders()
        let otherServers = Servers.files.subtracting([servers.file])
        var files: [String: String] = [:]
        let manager = FileManager.default
        for name in try manager.contentsOfDirectory(atPath: release.webServerConfiguration)
        where (name.hasSuffix(".conf") || name.hasSuffix(".pem")) && !otherServers.contains(name) {
            var text = try String(contentsOfFile: "\(release.webServerConfiguration)/\(name)", encoding: .utf8)
            for (placeholder, value) in values { text = text.replacingOccurrences(of: placeholder, with: value) }
            files[name] = text
        }
        files["routes.conf"] = try pools + keeping + confining()
        files["bodies.conf"] = bodies
        return files
    }

    /// Writes the files into `folder`.
    /// - Throws: `UnusablePathError` for a path that nginx's language has no way to write.
    func write(to folder: String) throws {
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        for (name, text) in try files() {
            try text.write(toFile: "\(folder)/\(name)", atomically: false, encoding: .utf8)
        }
    }

    private func placeholders() throws -> [String: String] {
        let hasBrotli = FileManager.default.fileExists(atPath: (root == "/" ? "" : root) + Self.brotliModule)
        var values = try [
            "@USER@": user,
            "@HOME@": Self.quoted(home),
            "@SCRIPTS@": Self.quoted(scripts),
            "@TOOLS@": Self.quoted(tools),
            "@PROFILES@": Self.quoted(release.profiles),
            "@DATA@": Self.quoted(dataFolder),
            "@RUN@": Self.quoted(runFolder),
            "@CACHE@": Self.quoted(cacheFolder),
            "@CHALLENGES@": Installation.challenges,
            "@KEPT@": Self.quoted(kept),
            "@SERVERS@": servers.file,
            "@MODULES@": hasBrotli ? "load_module \(Self.brotliModule);" : "",
            "@BROTLI@": hasBrotli ? "brotli_static on;" : "",
        ]
        switch servers {
        case .local(let port):
            values["@PORT@"] = "\(port)"
            values["@NAME@"] = "localhost"
        case .plain(let domain):
            values["@DOMAIN@"] = domain
            values["@NAME@"] = "www." + domain
        case .secure(let domain, let certificate, let staples):
            values["@DOMAIN@"] = domain
            values["@NAME@"] = "www." + domain
            values["@CERTIFICATE@"] = certificate.chain
            values["@KEY@"] = certificate.key
            values["@STAPLING@"] = staples ? stapling(certificate) : ""
        }
        return values
    }

    /// Only for a certificate that names a responder: for any other nginx warns at each start. Let's Encrypt's have none
    /// since 2025.
    private func stapling(_ certificate: CertificateFiles) -> String {
        var lines = ["ssl_stapling on;", "ssl_stapling_verify on;", "ssl_trusted_certificate \"\(certificate.issuers)\";"]
        let resolvers = Self.resolvers(in: (root == "/" ? "" : root) + "/etc/resolv.conf")
        // Without one, nginx asks for the responder's address at its start only.
        if !resolvers.isEmpty { lines.append("resolver \(resolvers.joined(separator: " "));") }
        // In a line: nginx.conf names the place in a comment too.
        return lines.joined(separator: " ")
    }

    private static func resolvers(in file: String) -> [String] {
        guard let text = try? String(contentsOfFile: file, encoding: .utf8) else { return [] }
        return text.split(separator: "\n").compactMap { line in
            let words = line.split(whereSeparator: \.isWhitespace)
            guard words.count > 1, words[0] == "nameserver" else { return nil }
            if (try? IPv4Address(String(words[1]))) != nil { return String(words[1]) }
            return (try? IPv6Address(String(words[1]))).map { "[\($0.text)]" }
        }
    }

    /// `client_max_body_size` of nginx/limits.conf, in bytes.
    private static let usualBody = 1_048_576

    /// nginx looks at a body's length where the request comes in, before it knows the program. A chunked body
    /// meets the usual limit all the same.
    private var bodies: String {
        routes.filter { $0.body ?? 0 > Self.usualBody }.map { route in
            ["", "/cgi-bin"].map { prefix in
                """
                location ^~ "\(prefix)/\(route.name)" {
                    client_max_body_size \(route.body ?? 0);
                    try_files /. @program;
                }

                """
            }.joined()
        }.joined()
    }

    /// What no program declares otherwise is quick. Those that write are apart from those that only read: where
    /// somebody holds a database, they wait for it, and must not keep all places meanwhile.
    private var pools: String {
        let others = routes.compactMap { route in
            switch route.pool {
            case .slow: "    \(route.name) slow;\n"
            case .quick where route.writes?.isEmpty == false: "    \(route.name) writing;\n"
            case .quick: nil
            }
        }
        return "map $program $pool {\n    default quick;\n\(others.joined())}\n"
    }

    /// Which answers are kept, and what of a query tells one of them from another. A name of a program, or of a field,
    /// has nothing that nginx's language would take for more.
    private var keeping: String {
        let kept = keepsPages ? routes.filter { $0.cache == .page } : []
        let names = Set(kept.flatMap(\.fields)).sorted()
        return """
            map $named_program $location_of_program {
                default @program;
            \(kept.filter { $0.locksItself && $0.name != "fallback" }.map { "    \($0.name) @kept;\n" }.joined())}
            map $program $kept_in {
                default "";
            \(kept.map { "    \($0.name) \($0.name == "fallback" ? "nowhere" : "pages");\n" }.joined())}
            map $program $fields_read {
                default "";
            \(kept.filter(\.readsWholeQuery).map { "    \($0.name) $query_string;\n" }.joined())\
            \(kept.filter { !$0.fields.isEmpty }.map { route in
                "    \(route.name) \"\(route.fields.map { "$query_\($0)" }.joined())\";\n"
            }.joined())}

            """ + names.map { "map $arg_\($0) $query_\($0) {\n    \"\" \"\";\n    default \"\($0)=$arg_\($0)&\";\n}\n" }.joined()
    }

    /// Which programs lock themselves; all others are started by `confine`, those too that come later.
    private func confining() throws -> String {
        let ours = routes.filter(\.locksItself).map { route in "    \(route.name) \"\";\n" }.joined()
        return """
            map $program_of_site $confined_program {
                default "$programs/$program";
            \(ours)}
            map $confined_program $started_program {
                "" "$programs/$program";
                default "\(try Self.quoted(tools))/confine";
            }

            """
    }

    /// Of Debian's libnginx-mod-http-brotli-static.
    private static let brotliModule = "/usr/lib/nginx/modules/ngx_http_brotli_static_module.so"

    private static func quoted(_ path: String) throws -> String {
        guard !path.utf8.contains(where: { $0 < 0x20 || $0 == UInt8(ascii: "$") || $0 == UInt8(ascii: "@") }) else {
            throw UnusablePathError(path: path)
        }
        return path.replacingOccurrences(of: "\\", with: "\\\\").replacingOccurrences(of: "\"", with: "\\\"")
    }
}
