import CProcess
import Foundation

/// The program Litestream, https://litestream.io, as it is installed.
struct Litestream {
    let path: String

    /// It checkpoints while others write, so its SQLite must be without the WAL-reset bug. https://sqlite.org/wal.html#walresetbug
    static let oldestSQLite = [3, 51, 3]

    /// - Throws: `ReplicaError.noLitestream`, `.oldSQLite`, `.unknownSQLite`.
    init() throws {
        do {
            path = try Tool.path("litestream", package: "litestream")
        } catch is MissingToolError {
            throw ReplicaError.noLitestream
        }
        guard let version = Self.sqliteVersion(in: path) else { throw ReplicaError.unknownSQLite(litestream: path) }
        guard !version.lexicographicallyPrecedes(Self.oldestSQLite) else {
            throw ReplicaError.oldSQLite(litestream: path, sqlite: version.map(String.init).joined(separator: "."))
        }
    }

    /// It has no option that tells, but its SQLite has its version as a string of C: the oldest of those in the file.
    static func sqliteVersion(in path: String) -> [Int]? {
        guard let bytes = try? Data(contentsOf: URL(fileURLWithPath: path), options: .alwaysMapped) else { return nil }
        var versions: [[Int]] = []
        bytes.withUnsafeBytes { whole in
            var rest = whole[...]
            while let base = rest.baseAddress, let found = memmem(base, rest.count, "\03.", 3) {
                let start = rest.startIndex + base.distance(to: UnsafeRawPointer(found)) + 1
                let text = whole[start...].prefix(12).prefix { $0 != 0 }
                let parts = text.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false).map { part in
                    part.count < 4 && part.allSatisfy { (0x30...0x39).contains($0) } ? Int(String(decoding: part, as: UTF8.self)) : nil
                }
                if parts.count == 3, parts.allSatisfy({ $0 != nil }), (parts[1] ?? 0) >= 7 { versions.append(parts.compactMap { $0 }) }
                rest = whole[start...]
            }
        }
        return versions.min { $0.lexicographicallyPrecedes($1) }
    }

    /// Runs it, and answers what it writes.
    /// - Throws: `PipelineError`.
    func output(_ arguments: [String]) throws -> String { try Pipeline([path] + arguments).output() }
}

private extension UnsafeRawBufferPointer.SubSequence {
    var baseAddress: UnsafeRawPointer? { UnsafeRawBufferPointer(rebasing: self).baseAddress }
}
