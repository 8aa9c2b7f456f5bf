import Foundation
import SQLite
import Site

/// What Litestream writes of a site, while it runs, to a folder or another machine.
///
/// Litestream reads the logs and checkpoints them itself, so nobody else may: who checkpoints holds the lock on
/// `checkpointer.lock`. Litestream holds it from its start to its end, and the keeper leaves the logs alone meanwhile.
struct Replica {
    let home: Home
    /// The data folder.
    let folder: String
    let destination: String

    /// In the data folder: what Litestream keeps of its own.
    static let folderName = ".replica"
    private var own: String { "\(folder)/\(Self.folderName)" }
    private var configuration: String { own + "/litestream.yml" }
    private var socket: String { own + "/socket" }
    /// On a server, the key for sftp; its user is who runs this.
    private static let key = Installation.configuration + "/replica.key"
    /// The key of the machine that it goes to by sftp, as that has it in `/etc/ssh/ssh_host_ed25519_key.pub`: where it shows
    /// another, nothing is sent. Without this file Litestream believes any, and says so in its log.
    private static let hostKey = Installation.configuration + "/replica.host-key"

    /// - Parameter option: the destination; else the server's.
    /// - Throws: `ReplicaError.off`, `.badDestination`; `ServerSettingsError`.
    init(home: Home, folder: String, to option: String? = nil) throws {
        self.home = home
        self.folder = folder
        var text = option ?? ""
        if option == nil, home.isRelease, let data = FileManager.default.contents(atPath: Installation.settings) {
            text = try ServerSettings(text: String(decoding: data, as: UTF8.self)).replica
        }
        guard !text.isEmpty else { throw ReplicaError.off }
        if ["sftp://", "s3://"].contains(where: { text.hasPrefix($0) && text.count > $0.count }) {
            destination = text.hasSuffix("/") ? String(text.dropLast()) : text
        } else {
            guard text.range(of: "://") == nil else { throw ReplicaError.badDestination(text) }
            destination = URL(fileURLWithPath: text).standardizedFileURL.path
        }
    }

    private var isFolder: Bool { destination.hasPrefix("/") }

    // MARK: Writing it

    /// Becomes Litestream, which goes on until a signal ends it.
    /// - Throws: `ReplicaError`; `LaunchError` where it can't be started.
    func replicate() throws -> Never {
        let litestream = try Litestream()
        let data = DataFolder(folder)
        try checkOwner(of: data.siteDatabase)
        for path in [own, data.ownDatabases] {
            try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        }
        try configured(databases: Snapshots.names(in: data).filter { !$0.hasPrefix("own/") }, in: folder, watchesOwn: true)
            .write(to: URL(fileURLWithPath: configuration), options: .atomic)
        chmod(configuration, 0o600)
        // Litestream inherits it, and with it the lock: that ends with the process, however it ends.
        let lock = open(folder + "/checkpointer.lock", O_RDWR | O_CREAT | O_NOFOLLOW, 0o600)
        guard lock >= 0 else {
            throw BackupError.unwritable(path: folder + "/checkpointer.lock", reason: String(cString: strerror(errno)))
        }
        // The keeper has it for the moment of a checkpoint.
        var tries = 0
        while flock(lock, LOCK_EX | LOCK_NB) != 0 {
            tries += 1
            guard tries < 100 else { throw ReplicaError.alreadyRunning }
            usleep(100_000)
        }
        unlink(socket)
        umask(0o077)
        let command = [litestream.path, "replicate", "-config", configuration, "-no-expand-env"]
        var arguments = command.map { strdup($0) } + [nil]
        execv(litestream.path, &arguments)
        throw LaunchError(program: litestream.path, code: errno)
    }

    private func checkOwner(of path: String) throws {
        var status = stat()
        guard stat(path, &status) == 0 else { throw NoDatabaseError(path: path) }
        guard status.st_uid == geteuid() else {
            let owner = getpwuid(status.st_uid).map { String(cString: $0.pointee.pw_name) } ?? "user \(status.st_uid)"
            throw ReplicaError.notOwner(file: path, owner: owner)
        }
    }

    /// A configuration of Litestream. JSON is YAML.
    private func configured(databases: [String], in folder: String, watchesOwn: Bool) throws -> Data {
        var entries: [[String: Any]] = try databases.map { name in
            ["path": "\(folder)/\(name)", "meta-path": "\(own)/\(name)", "truncate-page-n": 0, "replica": try target(name)]
        }
        if watchesOwn {
            entries.append([
                "dir": "\(folder)/own", "pattern": "*.db", "watch": true, "meta-path": "\(own)/own", "truncate-page-n": 0,
                "replica": try target("own"),
            ])
        }
        let settings: [String: Any] = [
            "logging": ["level": "warn", "stderr": true],
            "socket": ["enabled": watchesOwn, "path": socket, "permissions": 0o600],
            // A week can be gone back to.
            "snapshot": ["interval": "24h", "retention": "168h"],
            "dbs": entries,
        ]
        return try JSONSerialization.data(withJSONObject: settings, options: [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes])
    }

    private func target(_ name: String) throws -> [String: Any] {
        if isFolder { return ["type": "file", "path": "\(destination)/\(name)"] }
        var target: [String: Any] = ["url": "\(destination)/\(name)"]
        if destination.hasPrefix("sftp://") {
            if FileManager.default.fileExists(atPath: Self.key) { target["key-path"] = Self.key }
            if FileManager.default.fileExists(atPath: Self.hostKey) {
                let text = (try? String(contentsOfFile: Self.hostKey, encoding: .utf8)) ?? ""
                let words = text.prefix { $0 != "\n" }.split(separator: " ").prefix(2)
                guard words.count == 2, words[0].hasPrefix("ssh-") || words[0].hasPrefix("ecdsa-") else {
                    throw ReplicaError.badHostKey(Self.hostKey)
                }
                target["host-key"] = words.joined(separator: " ")
            }
        }
        return target
    }

    // MARK: Looking at it

    /// What Litestream says of itself.
    struct Status {
        let databases: Int
        /// Since the database that was written out longest ago was, in seconds; nil where one never was.
        let lag: Double?
        /// Those that Litestream has trouble with.
        let failing: [String]
    }

    /// - Throws: `ReplicaError.notRunning`.
    func status() throws -> Status {
        struct Answer: Decodable {
            struct Database: Decodable {
                let path: String
                let status: String
                let last_sync_at: String?
            }
            let databases: [Database]
        }
        guard let text = try? Litestream().output(["list", "-json", "-timeout", "5", "-socket", socket]),
            let answer = try? JSONDecoder().decode(Answer.self, from: Data(text.utf8)), !answer.databases.isEmpty
        else { throw ReplicaError.notRunning }
        let now = Date().timeIntervalSince1970
        let lags = answer.databases.map { database in
            database.last_sync_at.flatMap { CivilTime.seconds(rfc3339: $0) }.map { max(0, now - Double($0)) }
        }
        return Status(
            databases: answer.databases.count, lag: lags.contains { $0 == nil } ? nil : lags.compactMap { $0 }.max(),
            failing: answer.databases.filter { $0.status != "replicating" }
                .map { "\(URL(fileURLWithPath: $0.path).lastPathComponent): \($0.status)" })
    }

    // MARK: Restoring it

    /// What Litestream may be behind, in seconds: it looks each second, and writes out each second.
    private static let delay = 3

    /// Writes the databases, as they were at a moment, into a folder.
    /// - Parameter moment: seconds since 1970; the newest where it is nil.
    /// - Returns: the moment, in words.
    /// - Throws: `ReplicaError`.
    func restore(at moment: Int?, into target: String) throws -> String {
        let litestream = try Litestream()
        let names = ["site.db", "members.db", "tries.db"] + ownNames().map { "own/\($0)" }
        let file = target + "/litestream.yml"
        try configured(databases: names, in: target, watchesOwn: false).write(to: URL(fileURLWithPath: file))
        defer { try? FileManager.default.removeItem(atPath: file) }
        let site = try end(of: "site.db", file: file, in: target, litestream)
        let members = try end(of: "members.db", file: file, in: target, litestream)
        for name in names {
            var times = [moment]
            // What follows in members.db from a post or a user that is lost must not come back alone: the next one gets
            // its number. Where site.db was last written to longer ago, nothing of it is lost.
            if moment == nil, name == "members.db", members >= site, members - site <= Self.delay { times = [site, site + 1] }
            // Not every database was there at that time, but those two were.
            let isNeeded = ["site.db", "members.db"].contains(name)
            for (index, time) in times.enumerated() {
                do {
                    _ = try litestream.output(
                        ["restore", "-config", file, "-no-expand-env", "-o", "\(target)/\(name)"]
                            + (time.map { ["-timestamp", CivilTime($0).rfc3339] } ?? [])
                            + (isNeeded ? [] : ["-if-replica-exists"]) + ["\(target)/\(name)"])
                    break
                } catch let error as PipelineError {
                    guard isNeeded, index == times.count - 1 else { continue }
                    throw ReplicaError.nothingThere(destination: destination, reason: "\(name): \(error)")
                }
            }
        }
        return CivilTime(min(moment ?? .max, max(site, members))).rfc3339
    }

    /// When the last was written of a database, in seconds since 1970.
    private func end(of name: String, file: String, in target: String, _ litestream: Litestream) throws -> Int {
        struct File: Decodable { let timestamp: String }
        do {
            let text = try litestream.output(["ltx", "-config", file, "-no-expand-env", "-json", "-level", "all", "\(target)/\(name)"])
            let files = try JSONDecoder().decode([File].self, from: Data(text.utf8))
            guard let last = files.compactMap({ CivilTime.seconds(rfc3339: $0.timestamp) }).max() else {
                throw ReplicaError.nothingThere(destination: destination, reason: "Litestream has written nothing of \(name) there")
            }
            return last
        } catch let error as PipelineError {
            throw ReplicaError.nothingThere(destination: destination, reason: "\(name): \(error)")
        } catch is DecodingError {
            throw ReplicaError.nothingThere(destination: destination, reason: "Litestream has written nothing of \(name) there")
        }
    }

    /// The databases of scripts and routes that may be there. Only a folder can be asked; else they are tried for, by
    /// the names of programs, after which they are called.
    private func ownNames() -> [String] {
        let manager = FileManager.default
        var names: Set<String> = []
        for path in [folder + "/own"] + (isFolder ? [destination + "/own"] : []) {
            names.formUnion(((try? manager.contentsOfDirectory(atPath: path)) ?? []).filter { $0.hasSuffix(".db") && !$0.hasPrefix(".") })
        }
        if !isFolder {
            for path in [home.programs] + (home.isRelease ? [Installation.scripts] : []) {
                let programs = (try? manager.contentsOfDirectory(atPath: path)) ?? []
                names.formUnion(programs.filter { RoutingTable.isProgramName($0) && $0.range(of: ".") == nil }.map { $0 + ".db" })
            }
        }
        return names.sorted()
    }

    /// Copies members' files, which Litestream does not see: those that are still here, and those of the backups.
    /// - Returns: how many there are.
    func gatherUploads(into target: String) throws -> Int {
        try FileManager.default.createDirectory(atPath: target, withIntermediateDirectories: true)
        let here = UploadList.files(in: folder + "/uploads").map(\.name)
        for name in here { try FileManager.default.copyItem(atPath: "\(folder)/uploads/\(name)", toPath: "\(target)/\(name)") }
        guard let place = try? BackupPlace.chosen(nil, home: home), let there = try? place.contents().uploads else { return here.count }
        let more = there.filter { UploadList.isName($0) }.subtracting(here)
        try place.give(uploads: more.sorted(), to: target)
        return here.count + more.count
    }
}
