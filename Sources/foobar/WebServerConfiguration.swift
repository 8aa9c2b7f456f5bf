import Foundation

/// The files of `nginx/`, with the names of this machine filled in.
struct WebServerConfiguration {
    let home: Home
    let dataFolder: String
    let runFolder: String
    let port: UInt16
    let routes: [RouteDeclaration]
    /// Whether nginx keeps pages; else each request runs its program.
    var keepsPages = true

    /// Writes the files into `folder`.
    /// - Throws: `UnusablePathError` for a path that nginx's language has no way to write.
    func write(to folder: String) throws {
        let manager = FileManager.default
        try manager.createDirectory(atPath: folder, withIntermediateDirectories: true)
        let values = try [
            // As root, the workers would be `nobody`, who can't read a home folder.
            "@USER@": geteuid() == 0 ? "user root root;" : "",
            "@HOME@": Self.quoted(home.path),
            "@DATA@": Self.quoted(dataFolder),
            "@RUN@": Self.quoted(runFolder),
            "@PROFILES@": Self.quoted(home.profiles),
            "@LISTEN@": "127.0.0.1:\(port)",
            "@NAME@": "localhost",
            "@MODULES@": Self.hasBrotli ? "load_module \(Self.brotliModule);" : "",
            "@BROTLI@": Self.hasBrotli ? "brotli_static on;" : "",
        ]
        for name in try manager.contentsOfDirectory(atPath: home.webServerConfiguration) where name.hasSuffix(".conf") {
            var text = try String(contentsOfFile: "\(home.webServerConfiguration)/\(name)", encoding: .utf8)
            for (placeholder, value) in values { text = text.replacingOccurrences(of: placeholder, with: value) }
            try text.write(toFile: "\(folder)/\(name)", atomically: false, encoding: .utf8)
        }
        try (pools + keeping + confining()).write(toFile: "\(folder)/routes.conf", atomically: false, encoding: .utf8)
        try bodies.write(toFile: "\(folder)/bodies.conf", atomically: false, encoding: .utf8)
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
            map $program $confined_program {
                default "\(try Self.quoted(home.programs))/$program";
            \(ours)}
            map $confined_program $started_program {
                "" "\(try Self.quoted(home.programs))/$program";
                default "\(try Self.quoted(home.confine))";
            }

            """
    }

    /// Of Debian's libnginx-mod-http-brotli-static.
    private static let brotliModule = "/usr/lib/nginx/modules/ngx_http_brotli_static_module.so"
    private static var hasBrotli: Bool { FileManager.default.fileExists(atPath: brotliModule) }

    private static func quoted(_ path: String) throws -> String {
        guard !path.utf8.contains(where: { $0 < 0x20 || $0 == UInt8(ascii: "$") || $0 == UInt8(ascii: "@") }) else {
            throw UnusablePathError(path: path)
        }
        return path.replacingOccurrences(of: "\\", with: "\\\\").replacingOccurrences(of: "\"", with: "\\\"")
    }
}
