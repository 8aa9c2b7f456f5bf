import Foundation

/// Reads what is added to a log, from its end on.
final class LogFollower {
    private let path: String
    private var handle: FileHandle?
    /// A line whose end has not been written yet.
    private var unfinished = Data()

    init(path: String) {
        self.path = path
        handle = FileHandle(forReadingAtPath: path)
        _ = try? handle?.seekToEnd()
    }

    /// The whole lines that were added since the last call.
    func newLines() -> [String] {
        var added = (try? handle?.readToEnd()) ?? Data()
        // logrotate gives the file another name, and nginx begins a new one.
        if handle == nil || isRotated {
            handle = FileHandle(forReadingAtPath: path)
            added += (try? handle?.readToEnd()) ?? Data()
        }
        guard !added.isEmpty else { return [] }
        unfinished.append(added)
        guard let end = unfinished.lastIndex(of: UInt8(ascii: "\n")) else { return [] }
        let lines = unfinished[..<end].split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
        unfinished = Data(unfinished[(end + 1)...])
        return lines.map { String(decoding: $0, as: UTF8.self) }
    }

    private var isRotated: Bool {
        var opened = stat()
        var named = stat()
        guard let handle, fstat(handle.fileDescriptor, &opened) == 0, stat(path, &named) == 0 else { return false }
        return opened.st_ino != named.st_ino
    }
}
