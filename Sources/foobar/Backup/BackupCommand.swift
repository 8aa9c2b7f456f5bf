import ArgumentParser
import Foundation
import Site

/// `foobar backup`: the site, somewhere else.
struct BackupCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "backup",
        abstract: "Backs up the databases and the uploads while the site runs.",
        discussion: """
            All databases are taken as they are at one moment; who writes waits for less than a millisecond. The copies \
            are checked, and packed into one dated file. Members' files are in uploads/ beside it, each once for all \
            backups, since none of them ever changes. What is not whole has another name.

            Of the older backups those stay that are younger than a day, and the newest of each of the last 7 days, \
            5 weeks and 12 months that have any; the others are taken away, once the new one is on the disk.

            A folder is for one site. With ssh, the key must work without a password; on a server it is \(BackupPlace.key), and \
            \(BackupPlace.knownHosts) knows the other side. That needs a shell, tar, df and sha256sum.

            The exit code is 1 where no backup was made; the older ones are as they were then. What came of it is in \
            backup.json in the data folder.

            EXAMPLES
              ./foobar backup --to ~/backups
              ./foobar backup --to ssh://backup@example.org/srv/foobar
              ./foobar backup --list --to ~/backups
              ./foobar restore ~/backups/foobar-2026-11-23T101500Z.tar.zst --check
            """)

    @Option(
        help: ArgumentHelp(
            "A folder, or ssh://user@host:port/folder; /~/folder is in the home there. (default on a server: the setting 'backup')",
            valueName: "place"),
        completion: .directory)
    var to: String?

    @Flag(help: "Show the backups that there are, and make none.")
    var list = false

    @OptionGroup var data: DataOption

    func run() throws {
        let home = try Home()
        let place = try BackupPlace.chosen(to, home: home)
        if list { return try show(place) }
        let folder = try data.path(in: home)
        let started = Int(Date().timeIntervalSince1970)
        SignalPipe.open(for: [SIGINT, SIGTERM, SIGHUP])
        do {
            let record = try Backup(folder: DataFolder(folder), place: place).make(started: started)
            try record.write(.backup, in: folder)
            for note in record.notes { say("note: \(note)") }
            say(String(
                format: "%@/%@: %@, with %d uploads of %@, in %.1f s; writers waited %.2f ms.", record.place ?? "", record.file ?? "",
                BackupError.size(record.size ?? 0), record.uploads ?? 0, BackupError.size(record.uploadBytes ?? 0),
                record.seconds ?? 0, record.held ?? 0))
        } catch {
            // Where there is no site there is nothing to remember; and the other one writes its own.
            switch error {
            case is NoDatabaseError, BackupError.alreadyRunning: break
            default:
                let record = BackupRecord(at: CivilTime(started).rfc3339, sound: false, problem: "\(error)", place: place.text)
                try? record.write(.backup, in: folder)
            }
            throw error
        }
    }

    private func show(_ place: BackupPlace) throws {
        let contents = try place.contents()
        if contents.archives.isEmpty { say("There are no backups in \(place.text).") }
        for archive in contents.archives {
            let note = contents.lists.contains(archive.name.uploads) ? "" : "  without its list of uploads"
            say("\(archive.name.time)  \(BackupError.size(archive.size))  \(archive.name.file)\(note)")
        }
    }
}

extension BackupPlace {
    /// The place that an option names; else the server's.
    /// - Throws: `BackupError`, `ServerSettingsError`.
    static func chosen(_ option: String?, home: Home) throws -> BackupPlace {
        if let option { return try BackupPlace(option) }
        guard home.isRelease, let data = FileManager.default.contents(atPath: Installation.settings) else { throw BackupError.noPlace }
        let setting = try ServerSettings(text: String(decoding: data, as: UTF8.self)).backup
        guard !setting.isEmpty else { throw BackupError.noPlace }
        return try BackupPlace(setting)
    }
}
