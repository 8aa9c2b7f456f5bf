import Foundation
import Site
import Testing

@testable import foobar

struct DeliveryTests {
    /// Looks at a folder three times; each look that asks whether something is due is answered by `isDue`.
    private func look(_ isDue: @escaping (URL) throws -> Void) throws -> Int {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("foobar-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: false)
        defer { try? FileManager.default.removeItem(at: folder) }
        let writeAheadLog = folder.appendingPathComponent("members.db-wal")
        try Data("one".utf8).write(to: writeAheadLog)
        var asked = 0
        let delivery = Delivery("mail", command: ["mail", "flush"], dataFolder: folder.path, address: "http://localhost") { _, _ in
            asked += 1
            try isDue(writeAheadLog)
            return false
        }
        for _ in 1...3 {
            try delivery.look(startedBy: Supervisor(children: []))
            usleep(60_000)
        }
        return asked
    }

    @Test func whatIsWrittenWithinATickOfTheClockOfFilesIsSeen() throws {
        var writes = 0
        let asked = try look { file in
            writes += 1
            guard writes == 1 else { return }
            // As a commit is: in place, so that neither size nor, within a tick, the time changes. Newer kernels keep the
            // times apart that somebody has looked at; to be sure of the same, it is set.
            var status = stat()
            try #require(stat(file.path, &status) == 0)
            let handle = try FileHandle(forWritingTo: file)
            try handle.write(contentsOf: Data("two".utf8))
            try handle.close()
            try #require(utimensat(AT_FDCWD, file.path, [status.st_atim, status.st_mtim], 0) == 0)
        }
        #expect(asked == 2)
    }

    @Test func whereItCouldNotBeAskedItIsAskedAgain() throws {
        struct Busy: Error {}
        #expect(try look { _ in throw Busy() } == 3)
    }

    @Test func nothingIsAskedWhileNobodyWrites() throws {
        // Once for what was there, once more since it had just been written.
        #expect(try look { _ in } <= 2)
    }
}
