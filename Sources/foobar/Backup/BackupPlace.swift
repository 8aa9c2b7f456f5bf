import Foundation

/// Where backups are: a folder of this machine, or of one that ssh leads to.
///
/// ```
/// foobar-2026-11-23T101500Z.tar.zst    the databases at that moment
/// foobar-2026-11-23T101500Z.uploads    which of the files in uploads/ belong to it, with their SHA-256
/// uploads/                             members' files, each once: none is ever changed
/// ```
///
/// All is done by one POSIX shell there, so that both kinds are the same.
struct BackupPlace {
    /// The folder's path, or the address as it was given.
    let text: String
    /// `user@host`, as ssh(1) takes it; nil for this machine.
    private let host: String?
    private let port: String?
    private let folder: String

    /// The site's user has no home for them.
    static let key = Installation.configuration + "/backup.key"
    static let knownHosts = Installation.configuration + "/known_hosts"

    var isLocal: Bool { host == nil }
    /// The folder of this machine.
    var localFolder: String? { host == nil ? folder : nil }

    /// - Throws: `BackupError.badPlace`.
    init(_ text: String) throws {
        guard text.hasPrefix("ssh://") else {
            guard !text.isEmpty, text.range(of: "://") == nil else { throw BackupError.badPlace(text) }
            (host, port, folder) = (nil, nil, URL(fileURLWithPath: text).standardizedFileURL.path)
            self.text = folder
            return
        }
        self.text = text
        let rest = text.dropFirst("ssh://".count)
        let authority = rest.prefix { $0 != "/" }
        let path = rest.dropFirst(authority.count)
        var name = authority
        var number: String?
        if let colon = authority.lastIndex(of: ":"), authority[authority.index(after: colon)...].allSatisfy(\.isNumber) {
            name = authority[..<colon]
            number = String(authority[authority.index(after: colon)...])
        }
        // What begins with a dash would be an option.
        guard !name.isEmpty, !name.hasPrefix("-"), path.count > 1 else { throw BackupError.badPlace(text) }
        (host, port) = (String(name), number)
        // ssh starts in the home folder.
        folder = path.hasPrefix("/~/") ? "./" + path.dropFirst(3) : String(path)
    }

    /// The archive's whole address.
    func address(of name: BackupName) -> String { (text.hasSuffix("/") ? String(text.dropLast()) : text) + "/" + name.file }

    /// A command that runs a script in the folder.
    func shell(_ script: String, makes: Bool = false) throws -> [String] {
        let quoted = Self.quoted(folder)
        let whole = "umask 077; " + (makes ? "mkdir -p -- \(quoted)/uploads && " : "") + "cd -- \(quoted) && { \(script)\n}"
        guard let host else { return ["/bin/sh", "-c", whole] }
        // It never asks for a password, and says so when the other side is gone.
        let manager = FileManager.default
        var options = manager.isReadableFile(atPath: Self.key) ? ["-i", Self.key] : []
        if manager.isReadableFile(atPath: Self.knownHosts) { options += ["-o", "UserKnownHostsFile=\(Self.knownHosts)"] }
        options += ["-o", "BatchMode=yes", "-o", "ConnectTimeout=20", "-o", "ServerAliveInterval=30"]
        return [try Tool.path("ssh", package: "openssh-client")] + options + (port.map { ["-p", $0] } ?? [])
            + ["--", host, "exec sh -c " + Self.quoted(whole)]
    }

    private static func quoted(_ text: String) -> String { "'" + text.replacingOccurrences(of: "'", with: "'\\''") + "'" }

    /// What it has.
    struct Contents {
        /// The oldest first.
        var archives: [(name: BackupName, size: Int)] = []
        var lists: Set<String> = []
        var uploads: Set<String> = []
        /// Bytes.
        var free = 0
    }

    /// - Parameter makes: makes the folder where there is none, and takes away what an interrupted backup left.
    /// - Throws: `BackupError.unreachable`.
    func contents(makes: Bool = false) throws -> Contents {
        let clear = makes ? "rm -rf .partial uploads/.new || exit 1; " : ""
        let script = clear + """
            df -Pk . | awk 'NR == 2 { print "free " $4 }'
            for f in foobar-*; do [ ! -f "$f" ] || stat -c 'file %s %n' -- "$f"; done
            [ ! -d uploads ] || ls -1 uploads | sed 's/^/upload /'
            """
        let lines: String
        do {
            lines = try Pipeline(shell(script, makes: makes)).output()
        } catch let error as PipelineError {
            throw BackupError.unreachable(place: text, reason: error.description)
        }
        var contents = Contents()
        for line in lines.split(separator: "\n") {
            let word = line.prefix { $0 != " " }
            let rest = line.dropFirst(word.count + 1)
            switch word {
            case "free": contents.free = (Int(rest) ?? 0) * 1_024
            case "upload": contents.uploads.insert(String(rest))
            default:
                let parts = rest.split(separator: " ", maxSplits: 1)
                guard parts.count == 2, let size = Int(parts[0]) else { continue }
                let file = String(parts[1])
                if let name = BackupName(file) {
                    contents.archives.append((name, size))
                } else if file.hasSuffix(".uploads") {
                    contents.lists.insert(file)
                }
            }
        }
        contents.archives.sort { $0.name < $1.name }
        return contents
    }

    /// The uploads that belong to a backup, or to all there are.
    /// - Throws: `BackupError.unreachable`.
    func uploadList(_ name: BackupName?) throws -> UploadList {
        do {
            return UploadList(text: try Pipeline(shell("cat -- " + (name?.uploads ?? "foobar-*.uploads"))).output())
        } catch let error as PipelineError {
            throw BackupError.unreachable(place: text, reason: error.description)
        }
    }

    /// Takes in files of a folder, each under its name once it is on the disk.
    /// - Throws: `BackupError.notStored`.
    func take(uploads names: [String], from source: String) throws {
        guard !names.isEmpty else { return }
        let tar = try Tool.path("tar", package: "tar")
        do {
            // A member may have taken one away meanwhile.
            try Pipeline(
                [tar, "-C", source, "--create", "--no-recursion", "--ignore-failed-read", "--warning=no-failed-read", "--null",
                 "--verbatim-files-from", "--files-from=/dev/stdin", "--file=-"],
                shell("mkdir -p uploads/.new && tar -xf - -C uploads/.new")
            ).run(input: names.joined(separator: "\0"))
            // Only once the first has ended well is it known that all are whole.
            try Pipeline(shell("sync && find uploads/.new -type f -exec mv -f -- {} uploads/ ';' && rm -rf uploads/.new && sync")).run()
        } catch let error as PipelineError {
            throw BackupError.notStored(place: text, reason: error.description)
        }
    }

    /// Takes in an archive, and gives it its name once it is whole and on the disk.
    /// - Parameter source: what writes it to its standard output.
    /// - Throws: `BackupError.notStored`.
    func take(_ name: BackupName, list: UploadList, from source: [[String]]) throws {
        do {
            try Pipeline(source + [shell("mkdir -p .partial && cat > .partial/\(name.file)")]).run()
            try Pipeline(shell("""
                cat > .partial/\(name.uploads) && sync && mv -f .partial/\(name.uploads) \(name.uploads) && mv .partial/\(name.file) \(name.file) && rmdir .partial && sync
                """)).run(input: list.text)
        } catch let error as PipelineError {
            _ = try? Pipeline(shell("rm -rf .partial")).run()
            throw BackupError.notStored(place: text, reason: error.description)
        }
    }

    /// Takes backups away, and the uploads that no other has.
    /// - Parameter contents: as it is now.
    /// - Throws: `BackupError.unreachable`.
    func remove(_ names: [BackupName], contents: Contents) throws {
        do {
            guard !names.isEmpty else { return }
            try Pipeline(shell("rm -f -- " + names.map { "\($0.file) \($0.uploads)" }.joined(separator: " "))).run()
            let left = contents.archives.map(\.name).filter { !names.contains($0) }
            // Where one's list is missing, nobody knows what it needs.
            guard left.allSatisfy({ contents.lists.contains($0.uploads) }) else { return }
            let needed = try uploadList(nil).digests
            let superfluous = contents.uploads.filter { UploadList.isName($0) && needed[$0] == nil }
            guard !superfluous.isEmpty else { return }
            try Pipeline(shell("cd uploads && xargs -0 rm -f --")).run(input: superfluous.joined(separator: "\0"))
        } catch let error as PipelineError {
            throw BackupError.unreachable(place: text, reason: error.description)
        }
    }

    /// A command that writes an archive to its standard output.
    func reading(_ name: BackupName) throws -> [String] { try shell("cat -- \(name.file)") }

    /// Copies uploads into a folder of this machine.
    /// - Throws: `PipelineError`, where one is not there.
    func give(uploads names: [String], to target: String) throws {
        guard !names.isEmpty else { return }
        let tar = try Tool.path("tar", package: "tar")
        try Pipeline(
            shell("cd uploads && tar --create --no-recursion --null --verbatim-files-from --files-from=- --file=-"),
            [tar, "-x", "--no-same-owner", "--no-same-permissions", "-C", target, "--file=-"]
        ).run(input: names.joined(separator: "\0"))
    }

    /// Reads uploads where they are, and holds each against its SHA-256.
    /// - Throws: `PipelineError`, where one has other bytes.
    func verify(_ list: UploadList) throws {
        guard !list.digests.isEmpty else { return }
        try Pipeline(shell("cd uploads && sha256sum --quiet --strict -c - >&2")).run(input: list.text)
    }
}
