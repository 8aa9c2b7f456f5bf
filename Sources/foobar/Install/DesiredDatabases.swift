import Foundation
import Site

/// The databases, made once; `deploy` brings them forward.
struct DesiredDatabases: DesiredState {
    let settings: ServerSettings

    var name: String { "databases" }
    var paths: [String] { Self.files.map { "\(Installation.data)/\($0)" } }
    var stays: String? { "the site's data, in \(Installation.data)" }

    private static let files = ["site.db", "members.db", "tries.db"]
    private static let ownership = Ownership(user: Installation.user, group: Installation.user, mode: 0o600)

    func difference(on machine: Machine) -> String? {
        for path in paths.map(machine.file) {
            guard FileManager.default.fileExists(atPath: path) else { return "are not there" }
            if let difference = Self.ownership.difference(at: path, on: machine) { return "differ: \(path) \(difference)" }
        }
        return nil
    }

    func make(on machine: Machine) throws {
        let folder = DataFolder(machine.file(Installation.data))
        if !paths.map(machine.file).allSatisfy(FileManager.default.fileExists(atPath:)) {
            let isNew = !FileManager.default.fileExists(atPath: folder.siteDatabase)
            try folder.prepare()
            if isNew { try tellAddress(folder) }
        }
        // Closed, they have no logs beside them.
        for path in paths.map(machine.file) { try Self.ownership.set(at: path, on: machine) }
    }

    /// Mail names it, and nobody asks the owner for what the domain says already.
    private func tellAddress(_ folder: DataFolder) throws {
        let site = try Site(in: folder, for: .writing)
        try site.transaction {
            var values = try site.settings()
            values.address = "https://" + settings.canonicalHost
            try site.save(values)
        }
    }

    /// The link that makes whoever follows it the owner; nil where the site has one.
    static func ownerLink(on machine: Machine, _ settings: ServerSettings) throws -> String? {
        let folder = DataFolder(machine.file(Installation.data))
        // Who only reads leaves a log behind where the keeper does not run yet.
        let link = {
            guard try !Site(in: folder, for: .writing).hasOwner() else { return nil as String? }
            let token = try Members(in: folder, for: .writing).addOwnerToken(now: Int(Date().timeIntervalSince1970))
            return "/join/\(token.text)"
        }
        // Of a Debian in a folder nobody else has the databases open, and its users may have no way there.
        return try machine.installation.root == "/" ? SiteUser.acting(for: folder.path, link) : link()
    }
}
