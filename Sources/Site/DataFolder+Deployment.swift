import SQLite

#if canImport(Glibc)
import Glibc
#endif

extension DataFolder {
    /// What a deployment does to the databases: brings them forward, or first makes them of another folder's.
    /// - Parameters:
    ///   - original: where the databases come from, each as it is at one moment; this folder has none yet then.
    ///   - answering, forms: as in `prepare(upTo:beside:forms:)`.
    /// - Returns: what has moved: `site.db from 1 to 2`.
    /// - Throws: as `prepare()`.
    public func bringForward(
        copyOf original: DataFolder? = nil, upTo phase: Migration.Phase, beside answering: [String: Int]?,
        forms: [String: Migrations] = Schema.all
    ) throws -> [String] {
        if let original {
            let mask = umask(0o077)
            defer { umask(mask) }
            let there = try original.schemaVersions()
            for (copy, database) in zip(databases, original.databases) where there[database.name] != nil {
                try Database(database.path, for: .reading).copy(to: copy.path)
            }
        }
        let before = try schemaVersions()
        try prepare(upTo: phase, beside: answering, forms: forms)
        return try schemaVersions().sorted { $0.key < $1.key }.compactMap { name, version in
            let old = before[name]?.version ?? 0
            return old == version.version ? nil : "\(name).db from \(old) to \(version.version)"
        }
    }
}
