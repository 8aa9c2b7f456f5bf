import Foundation

/// Why no backup was made, or none restored.
enum BackupError: Error, CustomStringConvertible {
    case badPlace(String)
    case noPlace
    case unreachable(place: String, reason: String)
    case alreadyRunning
    case tooFull(place: String, needed: Int, free: Int)
    case busy(seconds: Int)
    case damaged(file: String, lines: [String])
    case unreadable(path: String, reason: String)
    case unwritable(path: String, reason: String)
    case notStored(place: String, reason: String)
    case interrupted

    var description: String {
        switch self {
        case .badPlace(let text):
            "'\(text)' is no place for backups: it is a folder, or ssh://host/folder. Nothing was changed."
        case .noPlace:
            "Where to? Name a folder with --to FOLDER or --to ssh://host/folder. On a server the setting 'backup' in \(Installation.settings) says it."
        case .unreachable(let place, let reason): "\(place) can't be used: \(reason). Nothing was changed."
        case .alreadyRunning: "Another backup of this site is being made. Nothing was changed."
        case .tooFull(let place, let needed, let free):
            "\(place) has \(Self.size(free)) free, and this backup may need \(Self.size(needed)). Nothing was changed; the older backups are as they were."
        case .busy(let seconds):
            "Somebody has been writing to a database for \(seconds) s without an end; no backup was made. Try again when it is done."
        case .damaged(let file, let lines):
            "\(file) is damaged: \(lines.prefix(3).joined(separator: "; ")). No backup was made of it, and the older ones are kept; './foobar check' says more."
        case .unreadable(let path, let reason): "\(path) can't be read: \(reason)."
        case .unwritable(let path, let reason): "\(path) can't be written: \(reason)."
        case .notStored(let place, let reason):
            "The backup could not be written to \(place): \(reason). The older ones are as they were."
        case .interrupted: "Ended by a signal. Nothing was changed."
        }
    }

    /// `1.4 GB`
    static func size(_ bytes: Int) -> String {
        var (value, unit) = (Double(bytes), 0)
        let units = ["bytes", "KB", "MB", "GB", "TB"]
        while value >= 1_000, unit < units.count - 1 { (value, unit) = (value / 1_000, unit + 1) }
        return unit == 0 ? "\(bytes) bytes" : String(format: value < 10 ? "%.1f %@" : "%.0f %@", value, units[unit])
    }
}
