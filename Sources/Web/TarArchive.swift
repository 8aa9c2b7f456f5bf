import CZlib

/// Files in one: a tar archive (POSIX.1-1988, ustar), compressed by gzip (RFC 1952) as it grows.
public final class TarArchive {
    /// zlib's state points back to it: it stays where it is.
    private let stream: UnsafeMutablePointer<z_stream>
    private var out: [UInt8] = []
    private let at: Int

    /// - Parameter now: when its files were made.
    public init(now: Int) {
        at = now
        stream = .allocate(capacity: 1)
        stream.initialize(to: z_stream())
        // 15 bits of window, and 16 for gzip.
        deflateInit2_(
            stream, 6, Z_DEFLATED, 31, 8, Z_DEFAULT_STRATEGY, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size))
    }

    deinit {
        deflateEnd(stream)
        stream.deallocate()
    }

    /// Adds a file.
    /// - Parameter path: 100 bytes at the most; what is longer is cut.
    public func add(_ path: String, _ contents: [UInt8]) {
        var header = [UInt8](repeating: 0, count: 512)
        func put(_ text: String, at start: Int, limit: Int) {
            for (index, byte) in text.utf8.prefix(limit).enumerated() { header[start + index] = byte }
        }
        func put(_ number: Int, at start: Int, digits: Int) {
            let text = String(number, radix: 8)
            put(String(repeating: "0", count: max(0, digits - text.utf8.count)) + text, at: start, limit: digits)
        }
        put(path, at: 0, limit: 100)
        put(0o600, at: 100, digits: 7)
        put(0, at: 108, digits: 7)
        put(0, at: 116, digits: 7)
        put(contents.count, at: 124, digits: 11)
        put(at, at: 136, digits: 11)
        put("        ", at: 148, limit: 8)
        put("0", at: 156, limit: 1)
        put("ustar", at: 257, limit: 5)
        put("00", at: 263, limit: 2)
        let sum = header.reduce(0) { $0 + Int($1) }
        put(sum, at: 148, digits: 6)
        header[154] = 0
        deflate(header, flush: Z_NO_FLUSH)
        deflate(contents, flush: Z_NO_FLUSH)
        deflate([UInt8](repeating: 0, count: (512 - contents.count % 512) % 512), flush: Z_NO_FLUSH)
    }

    /// The whole archive.
    public func finished() -> [UInt8] {
        deflate([UInt8](repeating: 0, count: 1_024), flush: Z_FINISH)
        return out
    }

    private func deflate(_ bytes: [UInt8], flush: Int32) {
        var bytes = bytes
        bytes.withUnsafeMutableBufferPointer { input in
            stream.pointee.next_in = input.baseAddress
            stream.pointee.avail_in = UInt32(input.count)
            withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 65_536) { piece in
                repeat {
                    stream.pointee.next_out = piece.baseAddress
                    stream.pointee.avail_out = UInt32(piece.count)
                    CZlib.deflate(stream, flush)
                    out.append(contentsOf: piece[..<(piece.count - Int(stream.pointee.avail_out))])
                } while stream.pointee.avail_out == 0
            }
            stream.pointee.next_in = nil
        }
    }
}
