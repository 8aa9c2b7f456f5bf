import Foundation
import SQLite
import Site

/// Makes one backup of a site that may be running.
struct Backup {
    let folder: DataFolder
    let place: BackupPlace
    var retention = Retention()

    /// - Parameter started: seconds since 1970.
    /// - Throws: `BackupError`; `NoDatabaseError`, `SQLiteError`, `PipelineError`. The older backups are as they were.
    func make(started: Int) throws -> BackupRecord {
        let clock = ContinuousClock.now
        let names = Snapshots.names(in: folder)
        guard !names.isEmpty else { throw NoDatabaseError(path: folder.siteDatabase) }
        let lock = try self.lock()
        defer { close(lock) }
        var contents = try place.contents(makes: true)

        // Copies of databases are as large as they are, each; and an archive of what can't be compressed too.
        let databases = names.reduce(0) { $0 + Self.size("\(folder.path)/\($1)") + Self.size("\(folder.path)/\($1)-wal") }
        let missing = UploadList.files(in: folder.uploads).filter { !contents.uploads.contains($0.name) }.reduce(0) { $0 + $1.size }
        let staging = Staging(folder: place.localFolder ?? folder.path)
        try checkRoom(contents, databases: databases, uploads: missing, staging: staging)
        try staging.make()
        defer { staging.remove() }

        let snapshots = try Snapshots(of: folder)
        try snapshots.copy(to: staging.path)
        try Self.checkInterruption()
        let (files, counts, notes) = try check(snapshots.snapshots.map(\.name), in: staging.path)

        // After the snapshot, so that no file is missing that it names.
        let (uploads, size) = try takeUploads(contents)
        try Self.checkInterruption()

        let name = BackupName(moment: max(snapshots.moment, (contents.archives.last?.name.moment ?? 0) + 1))
        let manifest = BackupManifest(
            made: name.time, databases: files, counts: counts, uploads: uploads.digests.count, uploadBytes: size)
        try manifest.json().write(to: URL(fileURLWithPath: "\(staging.path)/\(BackupManifest.name)"))
        try Data(uploads.text.utf8).write(to: URL(fileURLWithPath: "\(staging.path)/\(BackupManifest.uploadList)"))
        let tar = try Tool.path("tar", package: "tar")
        let zstd = try Tool.path("zstd", package: "zstd")
        try place.take(
            name, list: uploads,
            from: [
                [tar, "-C", staging.path, "--create", "--file=-", "--owner=0", "--group=0", "--numeric-owner", "--",
                 BackupManifest.name, BackupManifest.uploadList] + files.map(\.name),
                [zstd, "--quiet", "-3", "-T0", "--stdout"],
            ])

        contents = try place.contents()
        let kept = retention.kept(of: contents.archives.map(\.name), now: started)
        try place.remove(contents.archives.map(\.name).filter { !kept.contains($0.moment) }, contents: contents)
        let (seconds, held) = ((ContinuousClock.now - clock), snapshots.held)
        return BackupRecord(
            at: CivilTime(started).rfc3339, sound: true, notes: notes, file: name.file, place: place.text,
            size: contents.archives.first { $0.name == name }?.size, uploads: uploads.digests.count, uploadBytes: size,
            seconds: seconds / .seconds(1), held: held / .milliseconds(1))
    }

    /// One at a time: each clears away what an interrupted one left.
    private func lock() throws -> Int32 {
        let path = folder.path + "/backup.lock"
        let lock = open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0o600)
        guard lock >= 0 else { throw BackupError.unwritable(path: path, reason: String(cString: strerror(errno))) }
        guard flock(lock, LOCK_EX | LOCK_NB) == 0 else {
            close(lock)
            throw BackupError.alreadyRunning
        }
        return lock
    }

    private func checkRoom(_ contents: BackupPlace.Contents, databases: Int, uploads: Int, staging: Staging) throws {
        let inPlace = databases + uploads + (place.isLocal ? databases : 0)
        guard contents.free >= inPlace else {
            throw BackupError.tooFull(place: place.text, needed: inPlace, free: contents.free)
        }
        var disk = statvfs()
        guard statvfs(staging.folder, &disk) == 0 else { return }
        let free = Int(disk.f_bavail) * Int(disk.f_frsize)
        guard place.isLocal || free >= databases else {
            throw BackupError.tooFull(place: staging.folder, needed: databases, free: free)
        }
    }

    /// Reads the copies whole.
    /// - Throws: `BackupError.damaged`: such a copy is not worth the place of a good one.
    private func check(
        _ names: [String], in folder: String
    ) throws -> (files: [BackupManifest.File], counts: BackupManifest.Counts?, notes: [String]) {
        var files: [BackupManifest.File] = []
        var notes: [String] = []
        var counts: BackupManifest.Counts?
        for name in names {
            let path = "\(folder)/\(name)"
            var version: SchemaVersion?
            do {
                let database = try Database(path, for: .writing)
                let faults = try database.integrityFaults()
                if !faults.isEmpty { throw BackupError.damaged(file: name, lines: faults) }
                for orphan in try database.foreignKeyFaults() {
                    notes.append("\(name): \(DatabaseFault.orphans(table: orphan.table, parent: orphan.parent, count: orphan.count).problem)")
                }
                if !name.hasPrefix("own/") { version = try database.schemaVersion() }
            } catch let error as SQLiteError where error.isDamage {
                throw BackupError.damaged(file: name, lines: [error.message])
            }
            if name == "site.db" {
                // A release that is older than the database can't ask it.
                if let site = try? Site(in: DataFolder(folder), for: .writing) {
                    let found = try site.counts()
                    counts = BackupManifest.Counts(users: found.users, posts: found.posts, comments: found.comments)
                    do {
                        try site.checkSearch()
                    } catch let error as SQLiteError where error.isDamage {
                        notes.append("\(name): \(DatabaseFault.searchIndex(reason: error.message).problem)")
                    }
                }
            }
            files.append(
                BackupManifest.File(
                    name: name, size: Self.size(path), sha256: try SHA256.ofFile(path), version: version?.version,
                    readableFrom: version?.readableFrom))
        }
        return (files, counts, notes)
    }

    /// Takes the uploads over that are not there yet.
    /// - Returns: all that the folder has, and their bytes.
    private func takeUploads(_ contents: BackupPlace.Contents) throws -> (list: UploadList, size: Int) {
        // A file never changes under its name, so those that are there need not be read again.
        let known = contents.archives.last.flatMap { newest in
            contents.lists.contains(newest.name.uploads) ? try? place.uploadList(newest.name) : nil
        } ?? UploadList()
        var list = UploadList()
        var size = 0
        var new: [String] = []
        for file in UploadList.files(in: folder.uploads) {
            let isThere = contents.uploads.contains(file.name)
            // It may have been taken away meanwhile.
            guard let digest = try? (isThere ? known.digests[file.name] : nil) ?? SHA256.ofFile("\(folder.uploads)/\(file.name)")
            else { continue }
            list.digests[file.name] = digest
            size += file.size
            if !isThere { new.append(file.name) }
        }
        try place.take(uploads: new, from: folder.uploads)
        return (list, size)
    }

    static func checkInterruption() throws {
        if SignalPipe.next(within: 0) != nil { throw BackupError.interrupted }
    }

    private static func size(_ path: String) -> Int {
        var status = stat()
        return lstat(path, &status) == 0 ? Int(status.st_size) : 0
    }
}
