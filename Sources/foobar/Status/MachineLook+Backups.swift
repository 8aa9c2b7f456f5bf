import Foundation
import Site

extension MachineLook {
    /// What `foobar backup` and `foobar restore --check` left to be known of them.
    private struct Record: Decodable {
        let at: String
        let sound: Bool
        let problem: String?
        let size: Int?
        let lastSound: String?
    }

    private static func record(_ name: String, in folder: DataFolder) -> Record? {
        FileManager.default.contents(atPath: "\(folder.path)/\(name)").flatMap { try? JSONDecoder().decode(Record.self, from: $0) }
    }

    static func backup(in folder: DataFolder) -> ServerStatus.Backup? {
        guard let last = record("backup.json", in: folder) else { return nil }
        var backup = ServerStatus.Backup()
        backup.at = last.lastSound.flatMap { CivilTime.seconds(rfc3339: $0) } ?? 0
        backup.size = last.size ?? 0
        backup.fault = last.sound ? "" : last.problem ?? "nobody said why"
        if let check = record("restore-check.json", in: folder) {
            backup.checkedAt = CivilTime.seconds(rfc3339: check.at) ?? 0
            backup.checkFault = check.sound ? "" : check.problem ?? "nobody said why"
        }
        return backup
    }
}
