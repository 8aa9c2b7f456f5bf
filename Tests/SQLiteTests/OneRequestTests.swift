import CSQLite
import Foundation
import SQLite
import Testing

/// What holds in a program for one request: one thread, and memory from the arena. Each in a process of its own.
@Suite struct OneRequestTests {
    @Test func memoryGrowsIsGivenBackAndUsedAgain() async {
        await #expect(processExitsWith: .success) {
            Database.useOneThread()
            let scratch = try Scratch()
            let database = try Database(scratch.file(), for: .creating)
            try database.run("CREATE TABLE t (id INTEGER PRIMARY KEY, word TEXT, data BLOB)")
            try database.transaction {
                for id in 1...2_000 {
                    let word = String(id * 7_919 % 2_000)
                    // Sizes on both sides of each step, and of the largest piece.
                    try database.run(
                        "INSERT INTO t VALUES (?, ?, ?)", id, word, [UInt8](repeating: UInt8(id & 255), count: id * 3 % 5_000))
                }
            }
            for _ in 0..<3 {
                var last = ""
                var rows = 0
                try database.query("SELECT word || hex(zeroblob(id % 700)), id, data FROM t ORDER BY 1") { row in
                    let word = row.string(0)
                    precondition(last <= word)
                    let id = row.int(1)
                    precondition(row.blob(2) == [UInt8](repeating: UInt8(id & 255), count: id * 3 % 5_000))
                    last = word
                    rows += 1
                }
                precondition(rows == 2_000)
            }
            let aggregate = try database.first("SELECT length(group_concat(word, ', ')) FROM t") { $0.int(0) }
            precondition(aggregate ?? 0 > 9_000)
            let large = [UInt8](repeating: 9, count: 20_000_000)
            let same = try database.first("SELECT ?", large) { $0.blob(0) }
            precondition(same == large)
            let integrity = try database.first("PRAGMA integrity_check") { $0.string(0) }
            precondition(integrity == "ok")
        }
    }

    @Test func memoryThatIsGivenBackIsUsedAgain() async {
        await #expect(processExitsWith: .success) {
            Database.useOneThread()
            let scratch = try Scratch()
            let query: () throws -> Void = {
                let database = try Database(scratch.file(), for: .creating)
                for _ in 0..<50 { _ = try database.first("SELECT hex(zeroblob(400)) || 'x'") { $0.string(0) } }
            }
            for _ in 0..<20 { try query() }
            let before = residentPages()
            for _ in 0..<2_000 { try query() }
            // 2,000 connections of some 50 KB each, if nothing came back.
            precondition(residentPages() - before < 2_000, "\(residentPages() - before) pages")
        }
    }

    @Test func everySizeHoldsWhatIsPutIntoIt() async {
        await #expect(processExitsWith: .success) {
            Database.useOneThread()
            let scratch = try Scratch()
            _ = try Database(scratch.file(), for: .creating)
            // SQLite's own allocator would make 16 of 9.
            let piece = sqlite3_malloc64(9)
            precondition(sqlite3_msize(piece) == 24)
            sqlite3_free(piece)
            var pieces: [(UnsafeMutableRawPointer, Int, UInt8)] = []
            var seed: UInt64 = 1
            func random(_ bound: Int) -> Int {
                seed = seed &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
                return Int(seed >> 33) % bound
            }
            for round in 0..<20_000 {
                let mark = UInt8(truncatingIfNeeded: round)
                switch random(3) {
                case 0 where !pieces.isEmpty:
                    let (piece, size, mark) = pieces.remove(at: random(pieces.count))
                    precondition(holds(piece, mark, size))
                    sqlite3_free(piece)
                case 1 where !pieces.isEmpty:
                    let index = random(pieces.count)
                    let (piece, size, old) = pieces[index]
                    let newSize = 1 + random(3_000)
                    let grown = sqlite3_realloc64(piece, UInt64(newSize))!
                    precondition(holds(grown, old, min(size, newSize)))
                    memset(grown, Int32(mark), newSize)
                    pieces[index] = (grown, newSize, mark)
                default:
                    let size = 1 + random(random(2) == 0 ? 1_100 : 64)
                    let piece = sqlite3_malloc64(UInt64(size))!
                    precondition(Int(bitPattern: piece) % 8 == 0)
                    precondition(sqlite3_msize(piece) >= UInt64(size))
                    memset(piece, Int32(mark), size)
                    pieces.append((piece, size, mark))
                }
                if pieces.count > 300 {
                    for (piece, _, _) in pieces { sqlite3_free(piece) }
                    pieces = []
                }
            }
        }
    }

    @Test func aWriterWaitsForAnother() async throws {
        let scratch = try Scratch()
        let path = scratch.file()
        let database = try Database(path, for: .creating)
        _ = try database.first("PRAGMA journal_mode = WAL") { $0.string(0) }
        try database.run("CREATE TABLE t (process INTEGER, a INTEGER)")
        await withTaskGroup { group in
            for process in 1...4 {
                group.addTask {
                    await #expect(processExitsWith: .success) { [path = path as String, process = process as Int] in
                        Database.useOneThread()
                        for _ in 0..<50 {
                            // As a program for one request: opened anew, and closed.
                            let database = try Database(path, for: .writing)
                            try database.transaction {
                                let next = try database.first("SELECT count(*) FROM t") { $0.int(0) } ?? 0
                                try database.run("INSERT INTO t VALUES (?, ?)", process, next)
                            }
                        }
                    }
                }
            }
        }
        // None is lost, and none saw what another was about to write.
        #expect(try database.first("SELECT count(*), count(DISTINCT a) FROM t") { [$0.int(0), $0.int(1)] } == [200, 200])
        #expect(try database.first("PRAGMA integrity_check") { $0.string(0) } == "ok")
    }
}

/// Whether so many bytes of a piece are all the same.
private func holds(_ piece: UnsafeMutableRawPointer, _ mark: UInt8, _ size: Int) -> Bool {
    piece.load(as: UInt8.self) == mark && memcmp(piece, piece + 1, size - 1) == 0
}

/// Pages of memory that the process has in use (proc_pid_statm(5)).
private func residentPages() -> Int {
    let fields = (try? String(contentsOfFile: "/proc/self/statm", encoding: .utf8))?.split(separator: " ") ?? []
    return fields.count > 1 ? Int(fields[1]) ?? 0 : 0
}
