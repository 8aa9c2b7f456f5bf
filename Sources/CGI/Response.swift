import CXXHash
#if canImport(Glibc)
import Glibc
#endif

/// What the program answers (RFC 3875, section 6).
public struct Response: Sendable {
    public var status: Status
    public var body: [UInt8]
    /// Headers but for those of the body, as they are sent.
    private var head: [UInt8] = []
    private let type: String?
    /// Whether nobody may keep the answer, whatever the route declares: it is one reader's own.
    public var isPrivate = false
    /// Whether the body gets an entity tag, and a client that has it already only hears so.
    public var isTagged = false

    public init(_ status: Status, type: String, body: [UInt8]) {
        self.status = status
        self.body = body
        self.type = type
    }

    /// An answer without a body.
    public init(_ status: Status) {
        self.status = status
        body = []
        type = nil
    }

    /// Adds a header. Control characters, which could start another one, become spaces.
    public mutating func set(_ name: StaticString, _ value: String) {
        head.append(name)
        append(value)
    }

    /// Adds a header whose name is known at run time only.
    /// - Parameter name: a token (RFC 9110, section 5.6.2).
    public mutating func set(name: String, _ value: String) {
        head.append(name)
        append(value)
    }

    private mutating func append(_ value: String) {
        head.append(": ")
        for byte in value.utf8 { head.append(byte >= 0x20 && byte != 0x7f ? byte : UInt8(ascii: " ")) }
        head.append("\r\n")
    }

    /// Writes the answer to standard output, in one go.
    /// - Returns: false where nobody took it.
    @discardableResult
    public func write(for request: Request) -> Bool {
        let (head, body) = message(
            to: request.method, ifNoneMatch: request.ifNoneMatch,
            // What is different each time is compressed by the server.
            compressed: isTagged && body.count >= Gzip.least && request.acceptsGzip)
        return send(head, body)
    }

    /// The headers with the empty line after them, and the body, as they are sent.
    func message(
        to method: Method?, ifNoneMatch known: String?, compressed isCompressed: Bool = false
    ) -> (head: [UInt8], body: [UInt8]) {
        var answer: [UInt8] = []
        answer.reserveCapacity(head.count + 256)
        var status = status
        let tag = isTagged && status == .ok ? entityTag(ofGzip: isCompressed) : nil
        if method == .get || method == .head, let tag, let known, matches(known, tag) { status = .notModified }
        let hasBody = status != .notModified && status != .noContent
        let gzip = isCompressed && hasBody ? Gzip.compressed(body) : nil
        let body = gzip ?? body
        answer.append("Status: ")
        answer.append(String(status.rawValue))
        answer.append(" ")
        answer.append(status.phrase)
        answer.append("\r\n")
        answer.append(contentsOf: head)
        if let tag {
            answer.append("ETag: ")
            answer.append(tag)
            answer.append("\r\n")
        }
        if hasBody {
            if let type {
                answer.append("Content-Type: ")
                answer.append(type)
                answer.append("\r\n")
            }
            if gzip != nil { answer.append("Content-Encoding: gzip\r\nVary: Accept-Encoding\r\n") }
            answer.append("Content-Length: ")
            answer.append(String(body.count))
            answer.append("\r\n")
        }
        answer.append("\r\n")
        return (answer, hasBody && method != .head ? body : [])
    }

    /// RFC 9110, section 8.8.3.3: each coding of a page has a tag of its own.
    public func entityTag(ofGzip isCompressed: Bool = false) -> String {
        let hash = body.withUnsafeBytes { XXH3_64bits($0.baseAddress, $0.count) }
        return "\"\(String(hash, radix: 36))\(isCompressed ? "-gzip" : "")\""
    }

    /// RFC 9110, section 13.1.2: the comparison is weak, so what compression did to a tag does not count.
    func matches(_ header: String, _ tag: String) -> Bool {
        header.split(separator: ",").contains { part in
            var part = part.drop { $0 == " " || $0 == "\t" }
            while part.last == " " || part.last == "\t" { part.removeLast() }
            return part == "*" || part == tag || part.hasPrefix("W/") && part.dropFirst(2) == tag
        }
    }

    private func send(_ head: [UInt8], _ body: [UInt8]) -> Bool {
        head.withUnsafeBytes { head in
            body.withUnsafeBytes { body in
                var sent = 0
                while sent < head.count + body.count {
                    let rest = max(0, sent - head.count)
                    var parts = (
                        iovec(iov_base: UnsafeMutableRawPointer(mutating: head.baseAddress.map { $0 + min(sent, head.count) }),
                              iov_len: max(0, head.count - sent)),
                        iovec(iov_base: UnsafeMutableRawPointer(mutating: body.baseAddress.map { $0 + rest }),
                              iov_len: body.count - rest)
                    )
                    let count = withUnsafeBytes(of: &parts) {
                        writev(STDOUT_FILENO, $0.assumingMemoryBound(to: iovec.self).baseAddress, 2)
                    }
                    if count < 0 && errno == EINTR { continue }
                    if count <= 0 { return false }
                    sent += count
                }
                return true
            }
        }
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
