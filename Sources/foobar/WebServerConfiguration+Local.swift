import Glibc

extension WebServerConfiguration {
    /// The site on one port of this machine.
    static func local(
        home: Home, dataFolder: String, runFolder: String, port: UInt16, routes: [RouteDeclaration], keepsPages: Bool
    ) -> WebServerConfiguration {
        WebServerConfiguration(
            release: home, home: home.path, scripts: home.programs, tools: home.tools, dataFolder: dataFolder, runFolder: runFolder,
            cacheFolder: runFolder, kept: runFolder + "/kept",
            // As root, the workers would be `nobody`, who can't read a home folder.
            user: geteuid() == 0 ? "user root root;" : "",
            servers: .local(port: port), routes: routes, keepsPages: keepsPages)
    }
}
