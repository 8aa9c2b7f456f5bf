import Foundation

/// A log and what logrotate(8) has made of it: NAME, NAME.1, NAME.2.gz and so on.
struct LogFiles {
    /// The oldest first.
    let paths: [String]

    init(_ name: String, in folder: String) {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
        let aged = names.compactMap { file -> (age: Int, path: String)? in
            if file == name { return (0, "\(folder)/\(file)") }
            guard file.hasPrefix(name + ".") else { return nil }
            let number = file.dropFirst(name.count + 1)
            return Int(number.hasSuffix(".gz") ? number.dropLast(3) : number).map { ($0, "\(folder)/\(file)") }
        }
        paths = aged.sorted { $0.age > $1.age }.map(\.path)
    }

    /// Calls `body` with each line, the oldest first.
    /// - Throws: `MissingToolError`, and what the system says of a file that can't be read.
    func forEachLine(_ body: (String) -> Void) throws {
        for path in paths {
            guard path.hasSuffix(".gz") else {
                Self.read(try FileHandle(forReadingFrom: URL(fileURLWithPath: path)), body)
                continue
            }
            let gzip = Process()
            gzip.executableURL = URL(fileURLWithPath: try Tool.path("gzip", package: "gzip"))
            gzip.arguments = ["-dc", path]
            let output = Pipe()
            gzip.standardOutput = output
            try gzip.run()
            Self.read(output.fileHandleForReading, body)
            gzip.waitUntilExit()
        }
    }

    /// Line by line with memchr(3): a log has millions.
    private static func read(_ file: FileHandle, _ body: (String) -> Void) {
        var unfinished: [UInt8] = []
        while case let piece = file.readData(ofLength: 1 << 20), !piece.isEmpty {
            unfinished += piece
            var read = 0
            unfinished.withUnsafeBytes { bytes in
                while let start = bytes.baseAddress, read < bytes.count,
                    let end = memchr(start + read, Int32(UInt8(ascii: "\n")), bytes.count - read) {
                    let length = UnsafeRawPointer(end) - (start + read)
                    body(String(decoding: UnsafeRawBufferPointer(start: start + read, count: length), as: UTF8.self))
                    read += length + 1
                }
            }
            unfinished.removeFirst(read)
        }
        if !unfinished.isEmpty { body(String(decoding: unfinished, as: UTF8.self)) }
    }
}
