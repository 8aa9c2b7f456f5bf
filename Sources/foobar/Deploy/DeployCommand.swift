import ArgumentParser
import Foundation
import Glibc

/// `foobar deploy`: what is here becomes what answers on the server.
struct DeployCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "deploy",
        abstract: "Puts the site as it is here on the server, with no request failing meanwhile.",
        discussion: """
            Builds what has changed and copies the release to the server, of which only differences are sent. There its \
            programs are started on a copy of the databases; the databases are backed up and brought forward; and one \
            rename makes it the release that answers. nginx reads its configuration anew only where that has changed, \
            after a test of it. Where the site isn't healthy then, all goes back by itself. Up to the rename nothing \
            that answers is touched: where a step fails, or the deployment is killed, the release before goes on, and \
            the next deployment clears away what was left.

            The last five releases stay, with the files that their pages name. `foobar rollback` goes back to one.

            Migrations of the phase `before` run before the rename: old and new programs both work with what they \
            leave. Those of the phase `after` take away what only old programs used, so they wait as long as there is a \
            way back: until the next deployment, or --finish.

            The server needs to be installed ('foobar install'), and ssh there to be root or to have sudo without a \
            password. A release can be deployed, too: RELEASE/bin/foobar deploy --to ssh://other.example.org

            EXAMPLES
              ./foobar deploy --to ssh://root@example.org
              ./foobar deploy --to ssh://root@example.org --finish
              sudo ./foobar deploy
            """)

    @OptionGroup var destination: DestinationOption

    @Flag(help: "Build and copy nothing: run the migrations that wait, after which there is no way back behind them.")
    var finish = false

    func run() throws {
        let home = try Home()
        let target = try Destination(destination.address)
        if finish {
            Interruption.watch(connected: false)
            try Self.start(["\(Installation.current)/bin/foobar", "activate", "--finish"], at: target)
            return
        }
        if !home.isRelease {
            try StepLine.run(.build) {
                let build = Build(home: home)
                try build.runIfNeeded()
                try build.installPrograms()
                return "the programs are built"
            }
        }
        let server = try Server(at: target)
        try Self.deploy(home, to: target, server)
    }

    /// What there is to know of the server beforehand.
    private struct Server {
        let current: String

        init(at target: Destination) throws {
            let question = """
                cd \(Installation.releases) 2>/dev/null && readlink \(Installation.current) || exit 3
                command -v rsync >/dev/null || exit 4
                flock --nonblock . true || exit 5
                uname -m
                """
            let (text, ending) = try target.launch(["sh", "-c", question], complaints: STDERR_FILENO).output()
            switch ending {
            case .exit(0): break
            case .exit(3): throw DeployRefusal.notInstalled
            case .exit(4): throw DeployRefusal.noTool("rsync", package: "rsync", host: target.name)
            case .exit(5): throw DeployRefusal.underWay
            default: throw DeployRefusal.unreachable(target.name)
            }
            let lines = text.split(separator: "\n").map(String.init)
            var here = utsname()
            uname(&here)
            let machine = withUnsafeBytes(of: here.machine) { String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) }
            guard lines.count == 2, lines[1] == machine else {
                throw DeployRefusal.machine(lines.last ?? "unknown", here: machine)
            }
            current = (lines[0] as NSString).lastPathComponent
        }
    }

    private static func deploy(_ home: Home, to target: Destination, _ server: Server) throws {
        // On the disk of the build: a release is as large as that.
        let folder = home.path + "/.build/releases"
        defer { if !home.isRelease { try? FileManager.default.removeItem(atPath: folder) } }
        var partial = ""
        do {
            try StepLine.run(.copy) {
                let name: String
                if home.isRelease {
                    name = try Release(of: home).name
                } else {
                    try? FileManager.default.removeItem(atPath: folder)
                    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
                    name = try Release.make(from: home, in: folder).name
                }
                // From here on there is something to be cleared away. Foundation's own processes, which make a release,
                // don't end with a handler for their signal.
                Interruption.watch(connected: false)
                let release = (path: home.isRelease ? home.path : "\(folder)/\(name)", name: name)
                partial = "\(Installation.releases)/.\(release.name).partial"
                let (text, ending) = try target.copying(
                    release.path, to: partial, basis: "\(Installation.releases)/\(server.current)").output()
                guard ending == .exit(0) else {
                    let lines = text.split(separator: "\n").filter { !$0.isEmpty }
                    throw DeployError(.copy, reason: "rsync: \(lines.first ?? "\(ending)")", serving: server.current)
                }
                return Self.words(text)
            }
            try Interruption.check(before: .start)
        } catch var error as DeployError {
            if !partial.isEmpty { _ = try? target.launch(["rm", "-rf", partial]).output() }
            error.serving = server.current
            throw error
        }
        do {
            try start([partial + "/bin/foobar", "activate"], at: target)
        } catch {
            // It is there where the release did not even begin to take over.
            if error is ExitCode { _ = try? target.launch(["rm", "-rf", partial]).output() }
            throw error
        }
    }

    /// From what rsync counts.
    private static func words(_ text: String) -> String {
        func number(_ name: String) -> Int {
            let line = text.split(separator: "\n").first { $0.hasPrefix(name) }
            return line.flatMap { Int($0.dropFirst(name.count).prefix { $0.isNumber || $0 == " " }.filter(\.isNumber)) } ?? 0
        }
        func size(_ bytes: Int) -> String { String(format: "%.1f MB", Double(bytes) / 1e6) }
        return "\(size(number("Total file size:"))), \(number("Number of regular files transferred:")) files new or changed, "
            + "\(size(number("Total bytes sent:"))) sent"
    }

    /// Has a command of the server tell what it does, and ends as it ends.
    static func start(_ command: [String], at target: Destination) throws {
        // As long as this process lives, nothing comes and nothing ends.
        let (reading, writing) = try Launch.pipe()
        defer { for end in [reading, writing] { close(end) } }
        let knowsConnections = !target.isHere && command.contains("activate")
        var launch = try target.launch(command + (knowsConnections ? ["--connected"] : []), input: reading)
        launch.descriptors[STDOUT_FILENO] = STDERR_FILENO
        launch.descriptors[STDERR_FILENO] = STDERR_FILENO
        switch try launch.run() {
        case .exit(0): return
        // ssh's own.
        case .exit(255) where !target.isHere: throw DeployRefusal.lost(target.name)
        case .exit(let code): throw ExitCode(code)
        case .signal(let number): throw ExitCode(128 + number)
        }
    }
}
