import Foundation
import Testing

@testable import Site

@Suite struct TriesTests {
    private let folder: DataFolder

    init() throws {
        let path = FileManager.default.temporaryDirectory.appendingPathComponent("tries-\(UUID().uuidString)").path
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
        folder = DataFolder(path)
        try folder.prepare()
    }

    @Test func someAtOnceThenOneAtATime() throws {
        let tries = try Tries(in: folder)
        let limit = TryLimit("test", burst: 3, every: 10)
        for _ in 0..<3 { #expect(try tries.count(limit, "ann", now: 1_000)) }
        #expect(try !tries.count(limit, "ann", now: 1_000))
        #expect(try !tries.count(limit, "ann", now: 1_009))
        #expect(try tries.count(limit, "bob", now: 1_009))
        #expect(try tries.count(limit, "ann", now: 1_010))
        #expect(try !tries.count(limit, "ann", now: 1_010))
        #expect(try tries.count(TryLimit("other", burst: 1, every: 10), "ann", now: 1_010))
        for _ in 0..<3 { #expect(try tries.count(limit, "ann", now: 2_000)) }
        #expect(try !tries.count(limit, "ann", now: 2_000))
        try tries.forget(limit, "ann")
        #expect(try tries.count(limit, "ann", now: 2_000))
    }

    @Test func whoIsBusyCountsNothingAndLetsNobodyThrough() throws {
        let limit = TryLimit("test", burst: 3, every: 10)
        let holder = try Tries(in: folder)
        let other = try Tries(in: folder)
        try holder.whileLocked {
            #expect(throws: (any Error).self) { try other.count(limit, "ann", now: 1) }
        }
        #expect(try other.count(limit, "ann", now: 1))
    }
}
