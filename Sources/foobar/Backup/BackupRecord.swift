import Foundation

/// What came of the last backup or of the last restore check, kept in the data folder for `doctor` and `status`.
struct BackupRecord: Codable {
    /// The record's own name is its file's.
    enum Kind: String {
        case backup = "backup.json"
        case check = "restore-check.json"
    }

    /// RFC 3339, when it began.
    let at: String
    let sound: Bool
    /// Why it is not sound.
    var problem: String?
    /// What is worth a look, and keeps nothing from being restored.
    var notes: [String] = []
    /// The archive, and where it is.
    var file: String?
    var place: String?
    /// Bytes of the archive.
    var size: Int?
    var uploads: Int?
    var uploadBytes: Int?
    var seconds: Double?
    /// How long writers waited, in milliseconds.
    var held: Double?
    /// When it was sound last.
    var lastSound: String?

    /// - Returns: nil where there is none yet.
    static func last(_ kind: Kind, in folder: String) -> BackupRecord? {
        FileManager.default.contents(atPath: "\(folder)/\(kind.rawValue)").flatMap { try? JSONDecoder().decode(BackupRecord.self, from: $0) }
    }

    /// Puts it in the place of the last.
    func write(_ kind: Kind, in folder: String) throws {
        var record = self
        record.lastSound = sound ? at : Self.last(kind, in: folder)?.lastSound
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        let path = "\(folder)/\(kind.rawValue)"
        // Whoever may write into the folder could have put a link to another file there.
        let file = open(path + ".new", O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0o644)
        guard file >= 0 || unlink(path + ".new") == 0 else { throw BackupError.unwritable(path: path, reason: String(cString: strerror(errno))) }
        let handle = FileHandle(
            fileDescriptor: file >= 0 ? file : open(path + ".new", O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0o644),
            closeOnDealloc: true)
        try handle.write(contentsOf: encoder.encode(record) + Data("\n".utf8))
        guard rename(path + ".new", path) == 0 else { throw BackupError.unwritable(path: path, reason: String(cString: strerror(errno))) }
    }
}
