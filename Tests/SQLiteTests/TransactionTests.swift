import SQLite
import Testing

@Suite struct TransactionTests {
    let scratch: Scratch
    let database: Database

    init() throws {
        scratch = try Scratch()
        database = try Database(scratch.file(), for: .creating)
        _ = try database.first("PRAGMA journal_mode = WAL") { $0.string(0) }
        try database.run("CREATE TABLE t (a INTEGER PRIMARY KEY)")
    }

    private var count: Int {
        get throws { try database.first("SELECT count(*) FROM t") { $0.int(0) } ?? -1 }
    }

    @Test func isKeptWhole() throws {
        let answer = try database.transaction {
            try database.run("INSERT INTO t VALUES (1)")
            try database.run("INSERT INTO t VALUES (2)")
            return "done"
        }
        #expect(answer == "done")
        #expect(try Database(scratch.file(), for: .reading).first("SELECT count(*) FROM t") { $0.int(0) } == 2)
    }

    @Test func leavesNothingWhereItsBodyThrows() throws {
        struct Stop: Error {}
        #expect(throws: Stop.self) {
            try database.transaction {
                try database.run("INSERT INTO t VALUES (1)")
                throw Stop()
            }
        }
        #expect(try count == 0)
        // And the next one begins.
        _ = try database.transaction { try database.run("INSERT INTO t VALUES (1)") }
        #expect(try count == 1)
    }

    @Test func leavesNothingWhereAStatementFails() throws {
        #expect(throws: SQLiteError.self) {
            try database.transaction {
                try database.run("INSERT INTO t VALUES (1)")
                _ = try database.run("INSERT INTO t VALUES (1)")
            }
        }
        #expect(try count == 0)
    }

    @Test func takesTheWriteLockAtOnce() throws {
        // Not the five seconds that programs wait.
        let other = try Database(scratch.file(), for: .writing, busyTimeout: 1)
        try database.transaction {
            let error = #expect(throws: SQLiteError.self) { try other.transaction {} }
            #expect(error?.isBusy == true)
        }
        try other.transaction {}
    }

    @Test(.timeLimit(.minutes(1))) func aLockIsWaitedForAsLongAsWasSaid() throws {
        let patient = try Database(scratch.file(), for: .writing, busyTimeout: 300)
        try database.transaction {
            let started = ContinuousClock.now
            let error = #expect(throws: SQLiteError.self) { try patient.transaction {} }
            #expect(error?.isBusy == true)
            #expect(ContinuousClock.now - started >= .milliseconds(300))
        }
        try patient.transaction {}
    }

    @Test func aReaderIsNotKeptWaiting() throws {
        try database.run("INSERT INTO t VALUES (1)")
        try database.transaction {
            try database.run("INSERT INTO t VALUES (2)")
            let reader = try Database(scratch.file(), for: .reading)
            #expect(try reader.first("SELECT count(*) FROM t") { $0.int(0) } == 1)
        }
    }

    @Test func onlyOneAtATimeAndTheOuterOneStays() throws {
        try database.transaction {
            _ = try database.run("INSERT INTO t VALUES (1)")
            #expect(throws: SQLiteError.self) { try database.transaction {} }
            _ = try database.run("INSERT INTO t VALUES (2)")
        }
        #expect(try count == 2)
    }

    @Test func aSnapshotStaysAtItsMoment() throws {
        let reader = try Database(scratch.file(), for: .reading)
        let counts = try reader.snapshot {
            let before = try reader.first("SELECT count(*) FROM t") { $0.int(0) }
            try database.run("INSERT INTO t VALUES (1)")
            return [before, try reader.first("SELECT count(*) FROM t") { $0.int(0) }]
        }
        #expect(counts == [0, 0])
        #expect(try reader.first("SELECT count(*) FROM t") { $0.int(0) } == 1)
    }
}
