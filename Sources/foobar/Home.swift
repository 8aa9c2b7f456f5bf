import Foundation

/// The folder that the site is in: its sources, its programs, its files.
struct Home {
    /// Absolute, without a slash at its end.
    let path: String

    /// `FOOBAR_HOME` where it is set, as the launcher does; else the nearest folder above the command that
    /// has `nginx/` and `htdocs/`.
    /// - Throws: `HomeError` where there is no such folder.
    init() throws {
        if let named = ProcessInfo.processInfo.environment["FOOBAR_HOME"], !named.isEmpty {
            path = URL(fileURLWithPath: named).standardizedFileURL.path
            return
        }
        let command = try FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")
        var folder = URL(fileURLWithPath: command).deletingLastPathComponent()
        while !FileManager.default.fileExists(atPath: folder.path + "/nginx/nginx.conf") {
            guard folder.path != "/" else { throw HomeError(command: command) }
            folder.deleteLastPathComponent()
        }
        path = folder.path
    }

    /// The site in a folder that is known.
    init(path: String) {
        self.path = path
    }

    var programs: String { path + "/cgi-bin" }
    /// Where programs are that answer: on a server the owner's own, too. None of hers takes the place of one of the site's.
    var programFolders: [String] { [programs] + (isRelease ? [Installation.scripts] : []) }
    var files: String { path + "/htdocs" }
    var webServerConfiguration: String { path + "/nginx" }
    var routeSources: String { path + "/Sources/cgi-bin" }
    /// Whether this is a release on a production server: programs, files and configuration, and no sources.
    var isRelease: Bool { FileManager.default.fileExists(atPath: path + "/release.json") }
    /// What scripts call.
    var tools: String { path + (isRelease ? "/tools" : "/.build/tools") }
    /// What starts programs that don't lock themselves.
    var confine: String { tools + "/confine" }
    /// What the owner allows to scripts.
    var profiles: String { (isRelease ? Installation.configuration : programs) + "/scripts.conf" }
    var toolSources: String { path + "/Sources/tools" }
    /// Where `foobar` and `keeper` are; in a checkout, all that `swift build -c release` makes.
    var products: String { path + (isRelease ? "/bin" : "/.build/release") }

    /// The data folder that `--data` names: from the working folder; where it is not given, the server's, or `var/` here.
    func dataFolder(_ option: String?) -> String {
        guard let option else { return isRelease ? Installation.data : path + "/var" }
        return URL(fileURLWithPath: option).standardizedFileURL.path
    }
}
