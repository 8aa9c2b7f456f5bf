import CSQLite

extension Database {
    /// The version that the file says it has; 0 for a new file.
    public func schemaVersion() throws -> SchemaVersion {
        SchemaVersion(userVersion: try first("PRAGMA user_version") { $0.int(0) } ?? 0)
    }

    /// Refuses a file that the program can't use: one that is too new for it, or one that still waits for a
    /// migration that runs before the switch of programs.
    public func check(_ path: String, against migrations: Migrations) throws {
        let found = try schemaVersion()
        if found.readableFrom > migrations.version {
            throw SchemaError.tooNew(path: path, readableFrom: found.readableFrom, program: migrations.version)
        }
        if found.version < migrations.needed {
            throw SchemaError.tooOld(path: path, version: found.version, program: migrations.needed)
        }
    }

    /// Runs the migrations that the file has not seen, in order, each in a transaction of its own.
    ///
    /// The write-ahead log is set here, once, when the file is new.
    /// - Parameters:
    ///   - phase: `before` runs no more than the programs need.
    ///   - answering: the version of the programs that go on using the file meanwhile. A migration of the phase `after`
    ///     that waits since their own switch runs before a newer one; nothing runs that they could not live with.
    /// - Throws: `SQLiteError`; `SchemaError`. What has run before that stays.
    public func migrate(
        _ path: String, _ migrations: Migrations, upTo phase: Migration.Phase = .after, beside answering: Int? = nil
    ) throws {
        if try schemaVersion().version == 0 {
            _ = try first("PRAGMA journal_mode = WAL") { _ in }
        }
        for migration in migrations.steps() {
            if phase == .before && migration.version > migrations.needed { break }
            try transaction {
                let found = try schemaVersion()
                if found.readableFrom > migrations.version {
                    throw SchemaError.tooNew(path: path, readableFrom: found.readableFrom, program: migrations.version)
                }
                guard found.version < migration.version else { return }
                if let answering, migration.readableFrom > answering, found.version > 0 {
                    throw SchemaError.tooFar(path: path, readableFrom: migration.readableFrom, answering: answering)
                }
                for statement in migration.statements { try execute(compact(statement)) }
                try set(SchemaVersion(version: migration.version, readableFrom: migration.readableFrom))
            }
        }
    }

    /// A pragma takes no parameters, and the number is ours.
    private func set(_ version: SchemaVersion) throws {
        try execute("PRAGMA user_version = \(version.userVersion)")
    }

    private func execute(_ sql: String) throws {
        let code = sqlite3_exec(connection, sql, nil, nil, nil)
        guard code == SQLITE_OK else { throw SQLiteError(connection, code: code, sql: sql) }
    }

    /// A statement without its comments and indentation: SQLite keeps it as it is written, and every program
    /// reads it again at its start. No literal of a schema has two dashes or two spaces.
    private func compact(_ sql: StaticString) -> String {
        sql.description.split(separator: "\n").map { line in
            let code = line.indices.first { line[$0...].hasPrefix("--") }.map { line[..<$0] } ?? line
            return code.split(separator: " ").joined(separator: " ")
        }.joined(separator: " ")
    }
}
