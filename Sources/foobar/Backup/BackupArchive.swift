import Foundation

/// A backup that is there.
struct BackupArchive {
    let place: BackupPlace
    let name: BackupName

    /// - Parameter text: a path or ssh://, with `newest` or the file's name at its end; a name alone where the server's
    ///   backups go.
    /// - Throws: `RestoreError`, `BackupError`.
    static func named(_ text: String, home: Home) throws -> BackupArchive {
        let slash = text.lastIndex(of: "/")
        let file = slash.map { String(text[text.index(after: $0)...]) } ?? text
        let place: BackupPlace
        if let slash {
            place = try BackupPlace(slash == text.startIndex ? "/" : String(text[..<slash]))
        } else if FileManager.default.fileExists(atPath: file) {
            place = try BackupPlace(".")
        } else {
            place = try BackupPlace.chosen(nil, home: home)
        }
        if file == "newest" {
            guard let newest = try place.contents().archives.last else { throw RestoreError.noBackups(place: place.text) }
            return BackupArchive(place: place, name: newest.name)
        }
        guard let name = BackupName(file), try place.contents().archives.contains(where: { $0.name == name })
        else { throw RestoreError.noFile(text) }
        return BackupArchive(place: place, name: name)
    }

    /// Unpacks it into a folder, and holds each file against its SHA-256.
    /// - Parameter withUploads: copies members' files too; else they are read where they are.
    /// - Throws: `RestoreError`, `BackupError`.
    func unpack(into folder: String, withUploads: Bool) throws -> BackupManifest {
        let zstd = try Tool.path("zstd", package: "zstd")
        let tar = try Tool.path("tar", package: "tar")
        let reading = [try place.reading(name), [zstd, "--quiet", "--decompress", "--stdout"]]
        do {
            let first = try Pipeline(
                reading + [[tar, "--extract", "--file=-", "--to-stdout", "--occurrence=1", "--", BackupManifest.name]]
            ).output(lastDecides: true)
            let manifest = try read(first)
            try checkRoom(for: manifest.size + (withUploads ? manifest.uploadBytes : 0), in: folder)
            // By name: an archive that has more in it is none of ours.
            try Pipeline(
                reading + [[tar, "--extract", "--file=-", "--no-same-owner", "--no-same-permissions", "-C", folder, "--",
                            BackupManifest.name, BackupManifest.uploadList] + manifest.databases.map(\.name)]
            ).run()
            for file in manifest.databases {
                let path = "\(folder)/\(file.name)"
                guard try SHA256.ofFile(path) == file.sha256 else { throw RestoreError.notSound(file: name.file, reason: "\(file.name) has other bytes than it was made with") }
            }
            try takeUploads(into: folder, copies: withUploads)
            return manifest
        } catch let error as PipelineError {
            throw RestoreError.notSound(file: name.file, reason: error.description)
        }
    }

    private func read(_ text: String) throws -> BackupManifest {
        struct Form: Decodable { let format: Int }
        let data = Data(text.utf8)
        guard let form = try? JSONDecoder().decode(Form.self, from: data) else {
            throw RestoreError.notSound(file: name.file, reason: "it has no \(BackupManifest.name) that can be read")
        }
        guard form.format <= BackupManifest.format else { throw RestoreError.tooNewFormat(file: name.file) }
        let manifest: BackupManifest
        do {
            manifest = try JSONDecoder().decode(BackupManifest.self, from: data)
        } catch {
            throw RestoreError.notSound(file: name.file, reason: "its \(BackupManifest.name) can't be read")
        }
        for file in manifest.databases where !Self.isDatabase(file.name) {
            throw RestoreError.notSound(file: name.file, reason: "its \(BackupManifest.name) names \(file.name)")
        }
        let names = manifest.databases.map(\.name)
        for needed in ["site.db", "members.db"] where !names.contains(needed) {
            throw RestoreError.notSound(file: name.file, reason: "it is without \(needed)")
        }
        return manifest
    }

    private static func isDatabase(_ name: String) -> Bool {
        if ["site.db", "members.db", "tries.db"].contains(name) { return true }
        guard name.hasPrefix("own/"), name.hasSuffix(".db") else { return false }
        return UploadList.isName(String(name.dropFirst(4)))
    }

    private func checkRoom(for bytes: Int, in folder: String) throws {
        var disk = statvfs()
        guard statvfs(folder, &disk) == 0 else { return }
        let free = Int(disk.f_bavail) * Int(disk.f_frsize)
        guard free > bytes else { throw RestoreError.tooFull(folder: folder, needed: bytes, free: free) }
    }

    private func takeUploads(into folder: String, copies: Bool) throws {
        let text = FileManager.default.contents(atPath: "\(folder)/\(BackupManifest.uploadList)").map { String(decoding: $0, as: UTF8.self) }
        let list = UploadList(text: text ?? "")
        let names = list.digests.keys.sorted()
        let there = try place.contents().uploads
        let missing = names.filter { !there.contains($0) }
        if let first = missing.first { throw RestoreError.missingUploads(place: place.text, first: first, count: missing.count) }
        guard copies else { return try place.verify(list) }
        let target = folder + "/uploads"
        try FileManager.default.createDirectory(atPath: target, withIntermediateDirectories: true)
        try place.give(uploads: names, to: target)
        for upload in names {
            guard try SHA256.ofFile("\(target)/\(upload)") == list.digests[upload] else {
                throw RestoreError.notSound(file: name.file, reason: "uploads/\(upload) has other bytes than it was made with")
            }
        }
    }
}
