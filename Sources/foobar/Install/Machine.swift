import Foundation

/// The Debian that is made a server: this machine, or one in a folder.
struct Machine {
    let installation: Installation

    init(_ installation: Installation) {
        self.installation = installation
    }

    var root: String { installation.root }

    /// Whether systemd runs here, and units are to be started.
    var isLive: Bool { root == "/" && FileManager.default.fileExists(atPath: "/run/systemd/system") }

    func file(_ path: String) -> String { installation.file(path) }

    /// Runs a tool of this machine.
    func run(_ tool: String, package: String, _ arguments: [String]) throws -> Output {
        try Output(
            of: [tool] + arguments, package: package,
            environment: ["DEBIAN_FRONTEND": "noninteractive", "PATH": "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"])
    }

    /// Runs a command inside the Debian, with this machine's network; in a folder with `/proc`, `/dev` and resolv.conf lent to it.
    /// - Parameter command: for sh(1).
    func inside(_ command: String) throws -> Output {
        guard root != "/" else { return try run("sh", package: "dash", ["-c", command]) }
        let lent = """
            set -eu
            root=$1
            mount --make-rprivate /
            mount -t proc proc "$root/proc"
            mount --rbind /dev "$root/dev"
            if [ -e "$root/etc/resolv.conf" ]; then mount --bind /etc/resolv.conf "$root/etc/resolv.conf"; fi
            exec chroot "$root" /bin/sh -c "$2"
            """
        return try run("unshare", package: "util-linux", ["--mount", "sh", "-c", lent, "sh", root, command])
    }

    /// - Throws: `InstallError` where it fails.
    @discardableResult
    func systemctl(_ arguments: String...) throws -> String {
        let answer = try askSystemctl(arguments)
        guard answer.succeeded else {
            throw InstallError.failed("systemctl \(arguments.joined(separator: " "))", reason: answer.complaints)
        }
        return answer.text
    }

    func askSystemctl(_ arguments: [String]) throws -> Output {
        try run("systemctl", package: "systemd", (root == "/" ? [] : ["--root", root]) + arguments)
    }

    /// The number of a user or group there; nil where there is none yet.
    func number(ofUser name: String) -> UInt32? { number(name, in: "/etc/passwd") }
    func number(ofGroup name: String) -> UInt32? { number(name, in: "/etc/group") }

    private func number(_ name: String, in table: String) -> UInt32? {
        guard let text = try? String(contentsOfFile: file(table), encoding: .utf8) else { return nil }
        for line in text.split(separator: "\n") {
            let fields = line.split(separator: ":", omittingEmptySubsequences: false)
            if fields.count > 2, fields[0] == name { return UInt32(fields[2]) }
        }
        return nil
    }
}
