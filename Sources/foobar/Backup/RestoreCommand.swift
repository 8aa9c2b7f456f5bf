import ArgumentParser
import Foundation
import Site

/// `foobar restore`: the site, brought back.
struct RestoreCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "restore",
        abstract: "Brings a site back from a backup, or shows that it could be brought back.",
        discussion: """
            The backup is unpacked beside the data, and all of it is checked, before anything is changed. A site that is \
            there is moved into a folder replaced-TIME in the data folder, and not deleted. On a server the site \
            goes on until then, and is stopped for the moment in which the folders change their names.

            --check does all of this in a folder of its own, asks every program for a page there, and takes it away \
            again. What came of it is in restore-check.json in the data folder.

            --at brings the site back as it was at a moment, from what Litestream has written (see `foobar replica`). \
            Uploads come from the data folder and from the backups.

            The exit code is 1 where the backup is not sound; nothing was changed then.

            EXAMPLES
              ./foobar restore ~/backups/foobar-2026-11-23T101500Z.tar.zst
              ./foobar restore ssh://backup@example.org/srv/foobar/newest --data /srv/other
              ./foobar restore newest --check
              ./foobar restore --at 2026-11-23T10:15:00Z --replace
              ./foobar restore --at newest --from s3://bucket/foobar --data ~/look
            """)

    @Argument(
        help: "A backup: its path, or ssh://host/folder/FILE; 'newest' in place of its name is the newest there. A name alone is looked for where the server's backups go.",
        completion: .file())
    var file: String?

    @Option(help: ArgumentHelp("A moment, as 2026-11-23T10:15:00Z, or 'newest'.", valueName: "time"))
    var at: String?

    @Option(help: ArgumentHelp("What `foobar replica` wrote to. (default on a server: the setting 'replica')", valueName: "place"))
    var from: String?

    @Flag(help: "Only show that it could be restored.")
    var check = false

    @Flag(help: "Move the site aside that is there.")
    var replace = false

    @OptionGroup var data: DataOption

    func validate() throws {
        if (file == nil) == (at == nil) { throw ValidationError("Name a backup, or a time by --at.") }
        if from != nil && at == nil { throw ValidationError("--from goes with --at.") }
        if check && replace { throw ValidationError("--check changes nothing, so there is nothing to --replace.") }
    }

    func run() throws {
        let home = try Home()
        let folder = home.dataFolder(data.folder)
        SignalPipe.open(for: [SIGINT, SIGTERM, SIGHUP])
        if check { return try runCheck(home, folder) }
        let restore = Restore(home: home, folder: folder)
        try restore.refuseToOverwrite(replaces: replace)
        let staging = Staging(folder: folder)
        try restore.makeFolder()
        try staging.make()
        defer { staging.remove() }
        let what = try unpack(home, folder, into: staging.path, withUploads: true)
        try restore.prove(staging.path, file: what.file)
        let aside = try restore.exchange(staging.path)
        say("\(what.words) is restored into \(folder).")
        if let aside { say("What was there is in \(aside).") }
    }

    private func runCheck(_ home: Home, _ folder: String) throws {
        try SiteUser.become(for: folder, home: home)
        let started = Int(Date().timeIntervalSince1970)
        let clock = ContinuousClock.now
        var record = BackupRecord(at: CivilTime(started).rfc3339, sound: false)
        let scratch = FileManager.default.temporaryDirectory.appendingPathComponent("foobar-restore-check-\(UUID().uuidString)").path
        let staging = Staging(folder: scratch)
        defer { try? FileManager.default.removeItem(atPath: scratch) }
        do {
            try FileManager.default.createDirectory(
                atPath: scratch, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
            try staging.make()
            let what = try unpack(home, folder, into: staging.path, withUploads: false)
            (record.file, record.place) = (what.file, what.place)
            let restore = Restore(home: home, folder: staging.path)
            record.notes = try restore.prove(staging.path, file: what.file)
            let count = try restore.askPrograms(staging.path, file: what.file)
            record = BackupRecord(
                at: record.at, sound: true, notes: record.notes, file: what.file, place: what.place,
                seconds: (ContinuousClock.now - clock) / .seconds(1))
            for note in record.notes { say("note: \(note)") }
            say("\(what.words) is sound: databases, \(what.uploads) uploads, and \(count) programs that answer on it.")
        } catch {
            record.problem = "\(error)"
            try? record.write(.check, in: folder)
            throw error
        }
        // Another machine may try a backup too, and has no such folder.
        if FileManager.default.fileExists(atPath: folder) { try record.write(.check, in: folder) }
    }

    private typealias Unpacked = (file: String, place: String, words: String, uploads: Int)

    private func unpack(_ home: Home, _ folder: String, into target: String, withUploads: Bool) throws -> Unpacked {
        guard let at else {
            let archive = try BackupArchive.named(file ?? "", home: home)
            let manifest = try archive.unpack(into: target, withUploads: withUploads)
            let counts = manifest.counts.map { ", with \($0.posts) posts, \($0.comments) comments and \($0.users) users," } ?? ""
            return (archive.name.file, archive.place.text, "The site of \(manifest.made)\(counts)", manifest.uploads)
        }
        return try unpackReplica(at, home, folder, into: target, withUploads: withUploads)
    }

    private func unpackReplica(
        _ at: String, _ home: Home, _ folder: String, into target: String, withUploads: Bool
    ) throws -> Unpacked {
        var moment: Int?
        if at != "newest" {
            guard let seconds = CivilTime.seconds(rfc3339: at) else { throw RestoreError.badTime(at) }
            moment = seconds
        }
        let replica = try Replica(home: home, folder: folder, to: from)
        let reached = try replica.restore(at: moment, into: target)
        let uploads = withUploads ? try replica.gatherUploads(into: target + "/uploads") : 0
        return ("the replica", replica.destination, "The site of \(reached)", uploads)
    }
}
