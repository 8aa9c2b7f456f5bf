import Foundation

/// What is in an archive: its file `manifest.json`, the first in it.
struct BackupManifest: Codable {
    struct File: Codable {
        let name: String
        let size: Int
        let sha256: String
        /// The form of a database of the site, and the oldest form of programs that can use it.
        var version: Int?
        var readableFrom: Int?
    }

    struct Counts: Codable {
        let users: Int
        let posts: Int
        let comments: Int
    }

    /// Raised where an older command would restore something else than what is meant.
    static let format = 1

    var format = BackupManifest.format
    /// RFC 3339.
    let made: String
    let databases: [File]
    /// For people; nil where the command does not know the database's form.
    var counts: Counts?
    let uploads: Int
    let uploadBytes: Int

    static let name = "manifest.json"
    /// The archive has the list of uploads too, so that it is known what is missing where they are.
    static let uploadList = "uploads.sha256"

    var size: Int { databases.reduce(0) { $0 + $1.size } }

    func json() throws -> Data {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        return try encoder.encode(self) + Data("\n".utf8)
    }
}
