/// What is wrong with a database.
enum DatabaseFault {
    /// With another file that is of no use without it.
    case lost(rest: String)
    case empty
    case unreadable(reason: String)
    case tooNew(version: Int)
    case tooOld(version: Int)
    /// With what SQLite's integrity check says.
    case damaged([String])
    case notLogged(mode: String)
    case orphans(table: String, parent: String, count: Int)
    case searchIndex(reason: String)
}

extension DatabaseFault {
    /// What is wrong, with the file as what it is said of.
    var problem: String {
        switch self {
        case .lost(let rest): "is not there, and \(rest) belongs to it"
        case .empty: "is an empty file"
        case .unreadable(let reason): "can't be read: \(reason)"
        case .tooNew(let version): "is of version \(version), which is newer than these programs"
        case .tooOld(let version): "is of version \(version), which is older than these programs"
        case .damaged(let lines): "is damaged: \(lines.prefix(3).joined(separator: "; "))\(lines.count > 3 ? "; and more" : "")"
        case .notLogged(let mode): "has the journal mode '\(mode)' and not 'wal'"
        case .orphans(let table, let parent, let count):
            "has \(count == 1 ? "a row" : "\(count) rows") in '\(table)' without a row in '\(parent)'"
        case .searchIndex(let reason): "has a search index that does not fit its posts: \(reason)"
        }
    }

    /// What comes of it.
    var reason: String {
        switch self {
        case .lost: "Pages are made from site.db and accounts from members.db, and members are known in both by a number."
        case .empty: "A copy that ended too early leaves such a file; SQLite would take the log beside it away."
        case .unreadable: "Each program that opens it answers with an error; nothing is written to it."
        case .tooNew: "Programs refuse it, so that they change nothing that they don't know."
        case .tooOld: "Programs refuse it until it is brought forward."
        case .damaged: "What is read from it may be wrong, and a write may make it worse."
        case .notLogged: "Whoever writes then keeps all readers waiting, and they are told that the site is busy."
        case .orphans: "Nobody sees such rows; they come of a change that was made without 'PRAGMA foreign_keys = ON'."
        case .searchIndex: "A search may fail, or miss what is there."
        }
    }

    var remedy: String {
        switch self {
        case .lost, .empty, .unreadable:
            "End the server and put back the copies of site.db and members.db that were made together, each with its -wal if it has one."
        case .tooNew: "Build and start the newer release."
        case .tooOld: "Start the site with './foobar serve', which brings it forward."
        case .damaged:
            "End the server, and keep a copy of the file and its -wal. Put back the last good copy; without one, './foobar export FOLDER' saves what can be read, and './foobar import FOLDER' makes a new site of it."
        case .notLogged: "End the server, and give the file to sqlite3 with 'PRAGMA journal_mode = WAL'."
        case .orphans: "Look at them by './foobar sql' and 'PRAGMA foreign_key_check'; take them away by './foobar sql --write'."
        case .searchIndex: "./foobar sql --write \"INSERT INTO search (search) VALUES ('rebuild')\""
        }
    }
}
