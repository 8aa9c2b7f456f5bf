import Foundation

/// Why nothing was restored.
enum RestoreError: Error, CustomStringConvertible {
    case noFile(String)
    case noBackups(place: String)
    case notSound(file: String, reason: String)
    case tooNewFormat(file: String)
    case missingUploads(place: String, first: String, count: Int)
    case tooFull(folder: String, needed: Int, free: Int)
    case hasData(folder: String)
    case served(folder: String, by: String)
    case badTime(String)

    var description: String {
        switch self {
        case .noFile(let file): "There is no backup \(file); './foobar backup --list' shows all. Nothing was changed."
        case .noBackups(let place): "There are no backups in \(place). Nothing was changed."
        case .notSound(let file, let reason): "\(file) is not sound: \(reason.hasSuffix(".") ? String(reason.dropLast()) : reason). Nothing was changed."
        case .tooNewFormat(let file): "\(file) was made by a newer release, and needs that to be restored. Nothing was changed."
        case .missingUploads(let place, let first, let count):
            "\(place) lacks \(count == 1 ? "a file" : "\(count) files") that members have uploaded, like \(first). The folder uploads/ belongs to the backups beside it. Nothing was changed."
        case .tooFull(let folder, let needed, let free):
            "\(folder) has \(BackupError.size(free)) free, and \(BackupError.size(needed)) are needed. Nothing was changed."
        case .hasData(let folder):
            "\(folder) has a site already. With --replace that is moved aside, into a folder in it; --data names another folder. Nothing was changed."
        case .served(let folder, let who):
            "\(folder) is in use by \(who). End it first. Nothing was changed."
        case .badTime(let text):
            "'\(text)' is no time; it looks like 2026-11-23T10:15:00Z, or is 'newest'. Nothing was changed."
        }
    }
}
