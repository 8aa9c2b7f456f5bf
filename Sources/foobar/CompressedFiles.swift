import CGI
import Foundation

/// The compressed copies of the files in `htdocs/`: `style.css.gz` and `style.css.br` beside `style.css`, which nginx
/// sends as they are to whoever takes them.
struct CompressedFiles {
    let folder: String

    /// What is worth it; pictures are compressed by nature.
    private static let kinds: Set<String> = ["css", "html", "ico", "js", "json", "svg", "txt", "xml"]

    /// Seconds: a file that was written just now may be written on, in the same second.
    private static let settled = 2.0

    /// Makes each copy that is missing, and takes away those that are of another file or of none. A copy has its
    /// file's time of change. Where one can't be made, or another server on the same files was quicker to take it
    /// away, there is none, and nginx compresses the file as it sends it.
    ///
    /// - Parameter startsProcesses: the copies for brotli are its command's work. While the supervisor waits for
    ///   processes, nobody else may.
    func update(startsProcesses: Bool = true) {
        let brotli = startsProcesses ? try? Tool.path("brotli", package: "brotli") : nil
        let manager = FileManager.default
        for case let name as String in manager.enumerator(atPath: folder) ?? .init() where !name.contains("/.") && !name.hasPrefix(".") {
            let path = "\(folder)/\(name)"
            if name.hasSuffix(".gz") || name.hasSuffix(".br") {
                if Self.changed(String(path.dropLast(3))) != Self.changed(path) { try? manager.removeItem(atPath: path) }
            } else if Self.kinds.contains((name as NSString).pathExtension), let changed = Self.changed(path),
                changed.timeIntervalSinceNow < -Self.settled
            {
                if Self.changed(path + ".gz") != changed, let bytes = manager.contents(atPath: path),
                    let copy = Gzip.compressed(Array(bytes), level: 9)
                {
                    try? put(Data(copy), at: path + ".gz", changed: changed)
                }
                if let brotli, Self.changed(path + ".br") != changed, let copy = Self.output(of: brotli, file: path) {
                    try? put(copy, at: path + ".br", changed: changed)
                }
            }
        }
    }

    /// A name with a dot in front is nobody's to ask for.
    private func put(_ copy: Data, at path: String, changed: Date) throws {
        let file = URL(fileURLWithPath: path)
        let staged = file.deletingLastPathComponent().path + "/.\(file.lastPathComponent).\(getpid())"
        try copy.write(to: URL(fileURLWithPath: staged))
        try FileManager.default.setAttributes([.modificationDate: changed], ofItemAtPath: staged)
        guard rename(staged, path) == 0 else { throw CocoaError(.fileWriteUnknown) }
    }

    private static func output(of brotli: String, file: String) -> Data? {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: brotli)
        process.arguments = ["--stdout", "--best", file]
        let pipe = Pipe()
        process.standardOutput = pipe
        guard (try? process.run()) != nil else { return nil }
        let copy = pipe.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        return process.terminationStatus == 0 ? copy : nil
    }

    /// In whole seconds, which is as exact as every file system keeps it.
    private static func changed(_ path: String) -> Date? {
        let date = try? FileManager.default.attributesOfItem(atPath: path)[.modificationDate] as? Date
        return date.map { Date(timeIntervalSince1970: $0.timeIntervalSince1970.rounded(.down)) }
    }
}
