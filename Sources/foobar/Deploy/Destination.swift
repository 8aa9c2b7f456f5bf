import Foundation
import Glibc

/// The machine that a release goes to: this one, or one that is reached by ssh. Commands run there as root.
final class Destination {
    private let address: ServerAddress?
    /// Where ssh keeps one connection for all that is done.
    private let folder: String
    /// What makes a command root's.
    private var privilege: [String] = []

    /// - Throws: `DeployRefusal`, `MissingToolError`, `LaunchError`.
    init(_ address: ServerAddress?) throws {
        self.address = address
        // Not in a temporary folder of another name: a socket's path may have 107 bytes, of which ssh takes some.
        var template = Array("/tmp/foobar-XXXXXX".utf8CString)
        guard mkdtemp(&template) != nil else {
            throw DeployRefusal.noFolder("/tmp", reason: String(cString: strerror(errno)))
        }
        folder = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
        guard address != nil else {
            if geteuid() != 0 { privilege = [try Tool.path("sudo", package: "sudo"), "--"] }
            return
        }
        let (user, ending) = try launch(["id", "-u"], isPrivileged: false, complaints: STDERR_FILENO).output()
        guard ending == .exit(0), let id = Int(user) else { throw DeployRefusal.unreachable(name) }
        if id != 0 {
            privilege = ["sudo", "-n", "--"]
            guard try launch(["true"]).output().ending == .exit(0) else { throw DeployRefusal.noSudo(name) }
        }
    }

    deinit {
        if let address, let ssh = try? Tool.path("ssh", package: "openssh-client") {
            let end = Launch(command: [ssh] + options + ["-O", "exit", address.host], environment: Self.environment, folder: "/")
            _ = try? end.output()
        }
        try? FileManager.default.removeItem(atPath: folder)
    }

    var name: String { address.map { $0.host } ?? "this machine" }
    var isHere: Bool { address == nil }

    /// A command there.
    /// - Parameters:
    ///   - input: its standard input; what it is given by ssh ends where this process does.
    ///   - complaints: where its standard error goes.
    func launch(
        _ command: [String], isPrivileged: Bool = true, input: Int32? = nil, complaints: Int32? = nil
    ) throws -> Launch {
        let whole = (isPrivileged ? privilege : []) + command
        let started: [String]
        if let address {
            started = [try Tool.path("ssh", package: "openssh-client")] + options + [address.host, Self.quoted(whole)]
        } else {
            started = ["/usr/bin/env"] + whole
        }
        var launch = Launch(command: started, environment: Self.environment, folder: "/")
        if let input { launch.descriptors[STDIN_FILENO] = input }
        if let complaints { launch.descriptors[STDERR_FILENO] = complaints }
        return launch
    }

    /// The copying of a folder's contents into a folder there, locked meanwhile. Of what `basis` has there already nothing is
    /// sent, and what is the same takes no room.
    func copying(_ source: String, to target: String, basis: String?) throws -> Launch {
        let rsync = try Tool.path("rsync", package: "rsync")
        // Of the same size, time and name is the same file, where the time is exact.
        let options = ["--archive", "--modify-window=-1", "--chown=root:root", "--stats", "--no-human-readable"] + (basis.map { ["--link-dest=\($0)"] } ?? [])
        let locked = "mkdir -p \"$0\" && exec flock --nonblock \"$0\" rsync \"$@\""
        if let address {
            let there = Self.quoted(privilege + ["sh", "-c", locked, target])
            let host = address.host.contains(":") ? Self.bracketed(address.host) : address.host
            return Launch(
                command: [rsync] + options + [
                    "--compress", "--rsh", ([try Tool.path("ssh", package: "openssh-client")] + self.options).joined(separator: " "),
                    "--rsync-path", there, source + "/", "\(host):\(target)/",
                ], environment: Self.environment, folder: "/")
        }
        return Launch(
            command: ["/usr/bin/env"] + privilege + ["sh", "-c", locked, target] + options + [source + "/", target + "/"],
            environment: Self.environment, folder: "/")
    }

    private var options: [String] {
        (address?.port.map { ["-p", "\($0)"] } ?? [])
            + ["-o", "ControlMaster=auto", "-o", "ControlPersist=60", "-o", "ControlPath=\(folder)/ssh"]
            + ["-o", "ConnectTimeout=20", "-o", "ServerAliveInterval=15"]
    }

    /// Without what would tell the release's command that it is a checkout's.
    private static var environment: [String: String] {
        var environment = ProcessInfo.processInfo.environment
        environment["FOOBAR_HOME"] = nil
        return environment
    }

    private static func bracketed(_ host: String) -> String {
        let parts = host.split(separator: "@", maxSplits: 1)
        return parts.count == 2 ? "\(parts[0])@[\(parts[1])]" : "[\(host)]"
    }

    /// As the shell there takes it for these words.
    private static func quoted(_ words: [String]) -> String {
        words.map { "'" + $0.replacingOccurrences(of: "'", with: "'\\''") + "'" }.joined(separator: " ")
    }
}
