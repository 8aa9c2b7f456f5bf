import Foundation
import SQLite
import Site

/// A database of the data folder, looked at and not changed: nothing is written, no log is checkpointed.
struct DatabaseCheck {
    let path: String
    /// The forms that it has had; nil for those that scripts and routes made for themselves.
    let migrations: Migrations?
    /// Where there is one of these, the database must be there too.
    let companions: [String]

    var name: String { URL(fileURLWithPath: path).lastPathComponent }

    /// All databases of a folder; none where nothing was ever kept in it.
    static func all(in folder: DataFolder) -> [DatabaseCheck] {
        let site = DatabaseCheck(
            path: folder.siteDatabase, migrations: Schema.site, companions: [folder.siteDatabase + "-wal", folder.membersDatabase])
        let members = DatabaseCheck(
            path: folder.membersDatabase, migrations: Schema.members,
            companions: [folder.membersDatabase + "-wal", folder.siteDatabase])
        let tries = DatabaseCheck(path: folder.triesDatabase, migrations: Schema.tries, companions: [])
        let own = (try? FileManager.default.contentsOfDirectory(atPath: folder.ownDatabases)) ?? []
        return [site, members, tries].filter(\.isExpected)
            + own.sorted().filter { $0.hasSuffix(".db") }.map {
                DatabaseCheck(path: "\(folder.ownDatabases)/\($0)", migrations: nil, companions: [])
            }
    }

    private var isExpected: Bool {
        ([path] + companions).contains { FileManager.default.fileExists(atPath: $0) }
    }

    /// What is wrong with it; what else there may be can't be told where it can't be read.
    func faults() -> [DatabaseFault] {
        guard let size = try? FileManager.default.attributesOfItem(atPath: path)[.size] as? Int else {
            let rest = companions.first { FileManager.default.fileExists(atPath: $0) }
            return [.lost(rest: rest.map { URL(fileURLWithPath: $0).lastPathComponent } ?? "")]
        }
        // SQLite itself must not see it: it takes the log of an empty database away.
        if size == 0 { return [.empty] }
        do {
            let database = try Database(path, for: .reading)
            if let fault = try form(of: database) { return [fault] }
            let lines = try database.integrityFaults()
            if !lines.isEmpty { return [.damaged(lines)] }
            let mode = try database.journalMode()
            return (mode == "wal" ? [] : [.notLogged(mode: mode)])
                + (try database.foreignKeyFaults()).map { .orphans(table: $0.table, parent: $0.parent, count: $0.count) }
        } catch let error as SQLiteError where error.isDamage {
            return [.damaged([error.message])]
        } catch {
            return [.unreadable(reason: (error as? SQLiteError)?.message ?? "\(error)")]
        }
    }

    private func form(of database: Database) throws -> DatabaseFault? {
        guard let migrations else { return nil }
        let found = try database.schemaVersion()
        if found.readableFrom > migrations.version { return .tooNew(version: found.version) }
        return found.version < migrations.needed ? .tooOld(version: found.version) : nil
    }
}

extension DatabaseCheck {
    /// What is wrong with the search of a site whose databases are sound. Only a connection that may write can ask, so
    /// a copy is asked.
    static func searchFault(in copy: ScratchSite) throws -> DatabaseFault? {
        do {
            try Site(in: DataFolder(copy.dataFolder), for: .writing).checkSearch()
            return nil
        } catch let error as SQLiteError where error.isDamage {
            return .searchIndex(reason: error.message)
        }
    }
}
