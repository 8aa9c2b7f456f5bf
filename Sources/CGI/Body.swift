#if canImport(Glibc)
import Glibc
#endif

/// What a client sent after its headers.
public enum Body: Sendable, Equatable {
    case none
    case bytes([UInt8])
    /// More than the route takes; it was read and let go.
    case tooLarge
    /// Less came than CONTENT_LENGTH said.
    case cutShort

    init(reading descriptor: Int32, length: Int, limit: Int) {
        var kept: [UInt8] = []
        var total = 0
        kept.reserveCapacity(min(length, limit))
        withUnsafeTemporaryAllocation(byteCount: 65_536, alignment: 16) { buffer in
            while total < length {
                // What follows is not of this request (RFC 3875, section 4.2).
                let count = read(descriptor, buffer.baseAddress, min(buffer.count, length - total))
                if count < 0 && errno == EINTR { continue }
                if count <= 0 { break }
                total += count
                if total <= limit { kept.append(contentsOf: buffer[..<count]) }
            }
        }
        self = total > limit ? .tooLarge : total < length ? .cutShort : .bytes(kept)
    }
}
