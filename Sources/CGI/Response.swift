import CXXHash
#if canImport(Glibc)
import Glibc
#endif

/// What the program answers (RFC 3875, section 6).
public struct Response: Sendable {
    public var status: Status
    public var body: [UInt8]
    /// Names and values, in their order.
    public private(set) var headers: [(name: StaticString, value: String)] = []
    /// Whether the body gets an entity tag, and a client that has it already only hears so.
    public var isTagged = false

    public init(_ status: Status, type: String, body: [UInt8]) {
        self.status = status
        self.body = body
        set("Content-Type", type)
    }

    /// An answer without a body.
    public init(_ status: Status) {
        self.status = status
        body = []
    }

    /// Sets a header. Control characters, which could start another one, become spaces.
    public mutating func set(_ name: StaticString, _ value: String) {
        let isClean = value.utf8.allSatisfy { $0 >= 0x20 && $0 != 0x7f }
        let value = isClean
            ? value
            : String(decoding: value.utf8.map { $0 >= 0x20 && $0 != 0x7f ? $0 : UInt8(ascii: " ") }, as: UTF8.self)
        headers.append((name, value))
    }

    /// Writes the answer to standard output, in one go.
    /// - Returns: false where nobody took it.
    @discardableResult
    public func write(for request: Request) -> Bool {
        var head: [UInt8] = []
        head.reserveCapacity(512)
        var status = status
        var hasBody = status != .notModified && status != .noContent
        let tag = isTagged && status == .ok ? entityTag : nil
        if let tag, let known = request.ifNoneMatch, matches(known, tag) {
            status = .notModified
            hasBody = false
        }
        head.append("Status: ")
        head.append(String(status.rawValue))
        head.append(" ")
        head.append(status.phrase)
        head.append("\r\n")
        for header in headers where hasBody || !header.name.isContentType {
            head.append(header.name)
            head.append(": ")
            head.append(header.value)
            head.append("\r\n")
        }
        if let tag {
            head.append("ETag: ")
            head.append(tag)
            head.append("\r\n")
        }
        if hasBody {
            head.append("Content-Length: ")
            head.append(String(body.count))
            head.append("\r\n")
        }
        head.append("\r\n")
        return send(head, hasBody && request.method != .head ? body : [])
    }

    private var entityTag: String {
        let hash = body.withUnsafeBytes { XXH3_64bits($0.baseAddress, $0.count) }
        return "\"\(String(hash, radix: 36))\""
    }

    /// RFC 9110, section 13.1.2: the comparison is weak, so what compression did to a tag does not count.
    private func matches(_ header: String, _ tag: String) -> Bool {
        header.split(separator: ",").contains { part in
            var part = part.drop { $0 == " " }
            while part.last == " " { part.removeLast() }
            return part == "*" || part == tag || part.hasPrefix("W/") && part.dropFirst(2) == tag
        }
    }

    private func send(_ head: [UInt8], _ body: [UInt8]) -> Bool {
        head.withUnsafeBytes { head in
            body.withUnsafeBytes { body in
                var sent = 0
                while sent < head.count + body.count {
                    let rest = max(0, sent - head.count)
                    var parts = [
                        iovec(iov_base: UnsafeMutableRawPointer(mutating: head.baseAddress.map { $0 + min(sent, head.count) }),
                              iov_len: max(0, head.count - sent)),
                        iovec(iov_base: UnsafeMutableRawPointer(mutating: body.baseAddress.map { $0 + rest }),
                              iov_len: body.count - rest),
                    ]
                    let count = writev(STDOUT_FILENO, &parts, 2)
                    if count < 0 && errno == EINTR { continue }
                    if count <= 0 { return false }
                    sent += count
                }
                return true
            }
        }
    }
}

extension StaticString {
    fileprivate var isContentType: Bool {
        utf8CodeUnitCount == 12 && utf8Start[8] == UInt8(ascii: "T")
    }
}

extension [UInt8] {
    fileprivate mutating func append(_ text: StaticString) {
        text.withUTF8Buffer { append(contentsOf: $0) }
    }

    fileprivate mutating func append(_ text: String) {
        append(contentsOf: text.utf8)
    }
}
