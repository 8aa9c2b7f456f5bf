import Foundation
import Sandbox
import Site

/// The site on one port of this machine: its processes, from start to end.
struct Server {
    private let port: UInt16
    private let dataFolder: String
    private let runFolder: RunFolder
    private let children: [ChildProcess]
    private let files: CompressedFiles

    /// Checks all that can be checked, and prepares the databases and nginx's configuration.
    /// - Throws: `ServeError`, `MissingToolError`, `UnusablePathError`.
    init(home: Home, dataFolder: String, port: UInt16, keepsPages: Bool = true) throws {
        self.port = port
        self.dataFolder = dataFolder
        files = CompressedFiles(folder: home.files)
        let nginx = try Tool.path("nginx", package: "nginx")
        let fcgiwrap = try Tool.path("fcgiwrap", package: "fcgiwrap")
        guard FileManager.default.isExecutableFile(atPath: home.programs + "/fallback") else {
            throw ServeError.noFallback
        }
        let runFolder = try RunFolder(dataFolder: dataFolder)
        self.runFolder = runFolder
        do {
            try Self.checkPort(port)
            do {
                try DataFolder(dataFolder).prepare()
            } catch {
                throw ServeError.database(path: dataFolder, reason: "\(error)")
            }
            files.update()
            let routes = try RouteDeclaration.all(in: home.programs) { say("\($0)") }
            try ScriptProfiles(of: home).faults(scripts: ScriptProfiles.scripts(in: home, declared: routes)).forEach(say)
            let configuration = WebServerConfiguration.local(
                home: home, dataFolder: dataFolder, runFolder: runFolder.path, port: port, routes: routes, keepsPages: keepsPages)
            try configuration.write(to: runFolder.path + "/nginx")

            var environment = ["PATH": "/usr/local/bin:/usr/bin:/bin", "LANG": "C.UTF-8"]
            // fcgiwrap hands its own variables on to the programs.
            environment[SandboxSetting.variable] = ProcessInfo.processInfo.environment[SandboxSetting.variable]
            let folder = runFolder.path
            // A process of fcgiwrap serves one request at a time, and its -c would leave its children behind.
            let cores = ProcessInfo.processInfo.activeProcessorCount
            let pools = try [("quick", max(4, 2 * cores)), ("writing", 2), ("slow", 2)].flatMap { name, size in
                let socket = try runFolder.listen(name + ".sock")
                return (1...size).map { _ in
                    ChildProcess(
                        name: "fcgiwrap (\(name))", command: [fcgiwrap, "-f"], environment: environment,
                        input: socket)
                }
            }
            let keeper = ChildProcess(
                name: "keeper", command: [home.products + "/keeper", dataFolder], environment: environment)
            let webServer = ChildProcess(
                name: "nginx",
                command: [nginx, "-e", "stderr", "-p", folder, "-c", folder + "/nginx/nginx.conf", "-g", "daemon off;"],
                environment: environment)
            children = [keeper] + pools + [webServer]
        } catch {
            runFolder.remove()
            throw error
        }
    }

    /// Serves until a signal ends it.
    /// - Throws: `ServeError` where a process can't be kept alive.
    func run() throws {
        defer { runFolder.remove() }
        let supervisor = Supervisor(children: children)
        let log = RequestLog(folder: dataFolder + "/log")
        try supervisor.start()
        do {
            try supervisor.waitUntilAnswering(port: port)
            say("The site is at http://localhost:\(port)/ with its data in \(dataFolder). Ctrl-C ends it.")
            for line in SandboxLayers.missing(SandboxSetting()).consequences { say(line) }
            try greetOwner()
            let mail = Delivery.mail(dataFolder: dataFolder, address: "http://localhost:\(port)")
            say(Delivery.words(mail))
            let hooks = Delivery.hooks(dataFolder: dataFolder, address: "http://localhost:\(port)")
            let status = Delivery.status(dataFolder: dataFolder, address: "http://localhost:\(port)")
            var clock = WallClock()
            var disk = FreeSpace(folder: dataFolder)
            try supervisor.watch {
                log.printNew()
                if let isFull = disk.news() {
                    say(isFull
                        ? "The disk of \(dataFolder) is full: what people write is refused until there is room. Nothing is lost."
                        : "The disk of \(dataFolder) has room again.")
                }
                if let seconds = clock.setBack() {
                    say("The clock was set back by \(seconds) s. Pages that nginx kept are made anew.")
                    runFolder.forgetPages()
                }
                files.update(startsProcesses: false)
                try mail?.look(startedBy: supervisor)
                try hooks.look(startedBy: supervisor)
                try status.look(startedBy: supervisor)
            }
        } catch {
            supervisor.end()
            log.printNew()
            throw error
        }
        supervisor.end()
        log.printNew()
        say("Ended.")
    }

    /// Serves while `body` runs, and says nothing.
    /// - Parameter body: gets the site's processes.
    /// - Throws: `ServeError`, and what `body` throws.
    func serve<Value>(while body: ([pid_t]) throws -> Value) throws -> Value {
        defer { runFolder.remove() }
        let supervisor = Supervisor(children: children)
        try supervisor.start()
        defer { supervisor.end() }
        try supervisor.waitUntilAnswering(port: port)
        return try body(children.map(\.pid))
    }

    /// Where the site has no owner, prints the link that makes one.
    private func greetOwner() throws {
        let folder = DataFolder(dataFolder)
        guard try !Site(in: folder).hasOwner() else { return }
        let now = Int(Date().timeIntervalSince1970)
        let token = try Members(in: folder, for: .writing).addOwnerToken(now: now)
        say("It has no owner yet. This link makes you its owner, once, until tomorrow: http://localhost:\(port)/join/\(token.text)")
    }

    /// nginx would say this too, but in its own words and after everything else has started.
    private static func checkPort(_ port: UInt16) throws {
        let probe = socket(AF_INET, Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue), 0)
        defer { close(probe) }
        var yes: Int32 = 1
        setsockopt(probe, SOL_SOCKET, SO_REUSEADDR, &yes, socklen_t(MemoryLayout<Int32>.size))
        guard Loopback.with(port, { bind(probe, $0, $1) }) == 0 else {
            let code = errno
            throw code == EADDRINUSE
                ? ServeError.portInUse(port)
                : ServeError.portRefused(port, reason: String(cString: strerror(code)))
        }
        // A bound socket conflicts only with one that listens.
        guard listen(probe, 1) == 0 else { throw ServeError.portInUse(port) }
    }
}

/// A line on standard output, at once.
func say(_ line: String) {
    FileHandle.standardOutput.write(Data((line + "\n").utf8))
}
