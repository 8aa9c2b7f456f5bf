import Foundation

extension WebServerConfiguration {
    /// The site on a production server: by TLS from the moment that its domain has a certificate there.
    /// - Parameters:
    ///   - release: whose templates and programs it is made from; the current one where nothing is said.
    ///   - complain: gets what is declared wrongly.
    /// - Throws: `DomainNameError`; Foundation's errors where the release can't be read.
    static func production(
        release: Home? = nil, settings: ServerSettings, installation: Installation,
        complain: (RouteDeclarationError) -> Void = { _ in }
    ) throws -> WebServerConfiguration {
        let release = release ?? Home(path: installation.file(Installation.current))
        let domain = try DomainName(settings.domain).text
        var routes = try RouteDeclaration.all(of: release, complain: complain)
        let scripts = installation.file(Installation.scripts)
        if FileManager.default.fileExists(atPath: scripts) {
            let taken = Set(try FileManager.default.contentsOfDirectory(atPath: release.programs))
            routes += try RouteDeclaration.all(in: scripts, asking: try Self.harmless(), complain: complain).filter { !taken.contains($0.name) }
        }
        let files = CertificateFiles(domain: domain)
        let certificate = try? Certificate(file: installation.file(files.chain))
        let hasKey = FileManager.default.fileExists(atPath: installation.file(files.key))
        return WebServerConfiguration(
            release: release, home: Installation.current, scripts: Installation.scripts, tools: Installation.current + "/tools",
            dataFolder: Installation.data, runFolder: Installation.run, cacheFolder: Installation.cache, kept: Installation.files,
            user: "user \(Installation.webServerUser);",
            servers: certificate.map { .secure(domain: domain, certificate: files, staples: $0.responder != nil) }
                .flatMap { hasKey ? $0 : nil } ?? .plain(domain: domain),
            routes: routes, root: installation.root)
    }

    /// Runs a program that is not the site's as nobody, who may read no data.
    private static func harmless() throws -> [String] {
        guard geteuid() == 0 else { return [] }
        return [
            try Tool.path("setpriv", package: "util-linux"), "--reuid=65534", "--regid=65534", "--clear-groups", "--no-new-privs", "--",
        ]
    }
}
