import CZlib

/// The content coding that every browser takes (RFC 1952).
public enum Gzip {
    /// Fewer bytes than these fit into one packet anyway.
    public static let least = 512

    /// - Parameter level: 1, the quickest, to 9, the smallest; past 6 a page gets hardly smaller.
    /// - Returns: nil where zlib has no memory.
    public static func compressed(_ bytes: [UInt8], level: Int32 = 6) -> [UInt8]? {
        // zlib wants the structure to stay where it is.
        withUnsafeTemporaryAllocation(of: z_stream.self, capacity: 1) { memory in
            guard let stream = memory.baseAddress else { return nil }
            stream.initialize(to: z_stream())
            // 15 bits of window, and 16 for gzip's header: https://zlib.net/manual.html#Advanced
            let size = Int32(MemoryLayout<z_stream>.size)
            guard deflateInit2_(stream, level, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY, ZLIB_VERSION, size) == Z_OK
            else { return nil }
            defer { deflateEnd(stream) }
            let bound = Int(deflateBound(stream, UInt(bytes.count)))
            var result = Z_OK
            let compressed = [UInt8](unsafeUninitializedCapacity: bound) { output, count in
                bytes.withUnsafeBufferPointer { input in
                    stream.pointee.next_in = UnsafeMutablePointer(mutating: input.baseAddress)
                    stream.pointee.avail_in = UInt32(input.count)
                    stream.pointee.next_out = output.baseAddress
                    stream.pointee.avail_out = UInt32(bound)
                    result = deflate(stream, Z_FINISH)
                }
                count = Int(stream.pointee.total_out)
            }
            return result == Z_STREAM_END ? compressed : nil
        }
    }
}

extension Request {
    /// Whether the client takes gzip (RFC 9110, section 12.5.3). A weight of 0 is a no.
    var acceptsGzip: Bool {
        guard let header = MetaVariables.value("HTTP_ACCEPT_ENCODING") else { return false }
        if header == "gzip" { return true }
        return header.lowercased().split(separator: ",").contains { coding in
            let parts = coding.split(separator: ";").map { $0.filter { $0 != " " && $0 != "\t" } }
            guard let name = parts.first, name == "gzip" || name == "x-gzip" else { return false }
            return !parts.dropFirst().contains { $0.hasPrefix("q=0") && $0.dropFirst(3).allSatisfy { $0 == "." || $0 == "0" } }
        }
    }
}
