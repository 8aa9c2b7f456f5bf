import CZlib
import Foundation

/// A file of a log, packed or not, read from some place on.
///
/// zlib reads both alike, and a file that is being packed as far as it goes.
final class LogText {
    private let file: gzFile
    /// What changes where the file does: its inode, size and time.
    let state: String
    private var unread: [UInt8] = []
    /// Where the first byte of `unread` stands.
    private(set) var position = 0
    private static let piece = 1 << 18
    /// A line is never longer: nginx takes a request's head to 32 kB (nginx/limits.conf), and escapes make it six times that.
    private static let longestLine = 1 << 18

    /// - Throws: `LogTextError`.
    init(path: String) throws {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw LogTextError(path: path, code: errno) }
        var status = stat()
        fstat(descriptor, &status)
        state = "\(status.st_ino).\(status.st_size).\(status.st_mtim.tv_sec).\(status.st_mtim.tv_nsec)"
        guard let file = gzdopen(descriptor, "r") else {
            close(descriptor)
            throw LogTextError(path: path, code: ENOMEM)
        }
        self.file = file
        gzbuffer(file, 1 << 17)
    }

    deinit { gzclose(file) }

    /// What stays the same where logrotate(8) renames or packs a file, and while it grows: a hash of its first line, which
    /// has the request's id. nil while it has no line.
    func identity() -> String? {
        fill()
        guard let end = unread.firstIndex(of: UInt8(ascii: "\n")) else { return nil }
        // FNV-1a, 64 bits.
        let hash = unread[..<end].reduce(0xcbf2_9ce4_8422_2325 as UInt64) { ($0 ^ UInt64($1)) &* 0x0000_0100_0000_01b3 }
        return String(hash, radix: 16)
    }

    /// Calls `body` with each whole line from `start` on.
    /// - Parameter start: the end of a line.
    func forEachLine(from start: Int, _ body: (UnsafeRawBufferPointer) -> Void) {
        if start > position {
            unread = []
            // A file that was cut has nothing there.
            guard gzseek(file, start, SEEK_SET) == start else { return }
            position = start
        }
        repeat {
            var taken = 0
            unread.withUnsafeBytes { bytes in
                while let base = bytes.baseAddress, let end = memchr(base + taken, 0x0A, bytes.count - taken) {
                    let length = UnsafeRawPointer(end) - (base + taken)
                    body(UnsafeRawBufferPointer(start: base + taken, count: length))
                    taken += length + 1
                    if taken == bytes.count { break }
                }
            }
            position += taken
            unread.removeFirst(taken)
            if unread.count > Self.longestLine {
                position += unread.count
                unread = []
            }
        } while fill()
    }

    /// - Returns: whether there was more.
    @discardableResult private func fill() -> Bool {
        let before = unread.count
        unread += [UInt8](unsafeUninitializedCapacity: Self.piece) { buffer, count in
            count = max(0, Int(gzread(file, buffer.baseAddress, UInt32(Self.piece))))
        }
        return unread.count > before
    }
}
