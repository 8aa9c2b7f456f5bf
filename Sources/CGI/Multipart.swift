#if canImport(Glibc)
import Glibc
#endif

/// The parts of a form that was sent as `multipart/form-data` (RFC 7578), as browsers write it
/// (https://html.spec.whatwg.org/multipage/form-control-infrastructure.html#multipart-form-data).
public struct Multipart: Sendable {
    /// A field, or a file.
    public struct Part: Sendable {
        public let name: String
        /// As the client calls it; nil for a field. It says nothing of what the file is.
        public let fileName: String?
        public let bytes: ArraySlice<UInt8>

        /// What was typed into a field.
        public var text: String { String(decoding: bytes, as: UTF8.self) }
    }

    /// More parts, and longer headers of one, are taken for no form.
    static let mostParts = 50
    static let headLimit = 4_096

    /// In their order.
    public let parts: [Part]

    /// The first part of that name.
    public subscript(name: String) -> Part? { parts.first { $0.name == name } }

    /// Reads a body; nil where it isn't well formed, or has more parts than a form of ours.
    /// - Parameter contentType: with its parameter `boundary`.
    public init?(_ body: [UInt8], contentType: String) {
        guard let boundary = Self.boundary(in: contentType) else { return nil }
        let delimiter = Array("--\(boundary)".utf8)
        // What stands before the first delimiter is nothing (RFC 2046, section 5.1.1).
        var rest = body[...]
        if !rest.starts(with: delimiter) {
            guard let start = rest.firstRange(of: [0x0D, 0x0A] + delimiter) else { return nil }
            rest = rest[(start.lowerBound + 2)...]
        }
        var parts: [Part] = []
        while true {
            rest = rest.dropFirst(delimiter.count)
            if rest.starts(with: "--".utf8) { break }
            rest = rest.drop { $0 == 0x20 || $0 == 0x09 }
            guard rest.starts(with: "\r\n".utf8), parts.count < Self.mostParts,
                let end = rest.firstRange(of: [0x0D, 0x0A] + delimiter),
                let part = Self.part(rest[rest.startIndex + 2..<max(end.lowerBound, rest.startIndex + 2)])
            else { return nil }
            parts.append(part)
            rest = rest[(end.lowerBound + 2)...]
        }
        self.parts = parts
    }

    private static func part(_ bytes: ArraySlice<UInt8>) -> Part? {
        guard let gap = bytes.prefix(headLimit).firstRange(of: [0x0D, 0x0A, 0x0D, 0x0A]) else { return nil }
        let head = String(decoding: bytes[..<gap.lowerBound], as: UTF8.self)
        // A line feed after a carriage return is one character with it.
        for line in head.split(whereSeparator: { $0 == "\r\n" }) {
            guard let colon = line.firstIndex(of: ":"), line[..<colon].lowercased() == "content-disposition" else { continue }
            let value = line[line.index(after: colon)...]
            guard value.drop(while: { $0 == " " }).lowercased().hasPrefix("form-data"), let name = parameter("name", of: value)
            else { return nil }
            return Part(name: name, fileName: parameter("filename", of: value), bytes: bytes[gap.upperBound...])
        }
        return nil
    }

    /// RFC 2046, section 5.1.1: 1 to 70 characters.
    private static func boundary(in contentType: String) -> String? {
        let type = contentType.prefix { $0 != ";" }
        guard type.filter({ $0 != " " }).lowercased() == "multipart/form-data",
            let boundary = parameter("boundary", of: contentType[...]), 1...70 ~= boundary.utf8.count,
            boundary.utf8.allSatisfy({ 0x20 < $0 && $0 < 0x7F || $0 == 0x20 })
        else { return nil }
        return boundary
    }

    /// A parameter of a header, in quotes or without.
    private static func parameter(_ name: String, of header: Substring) -> String? {
        var rest = header.utf8.drop { $0 != UInt8(ascii: ";") }.dropFirst()
        while !rest.isEmpty {
            rest = rest.drop { $0 == 0x20 || $0 == 0x09 || $0 == UInt8(ascii: ";") }
            let key = rest.prefix { $0 != UInt8(ascii: "=") && $0 != UInt8(ascii: ";") }
            rest = rest[key.endIndex...]
            guard rest.first == UInt8(ascii: "=") else { continue }
            rest = rest.dropFirst()
            var value: [UInt8] = []
            if rest.first == UInt8(ascii: "\"") {
                let quoted = rest.dropFirst().prefix { $0 != UInt8(ascii: "\"") }
                value = Array(quoted)
                rest = rest[quoted.endIndex...].dropFirst()
            } else {
                let token = rest.prefix { $0 != UInt8(ascii: ";") && $0 != 0x20 }
                value = Array(token)
                rest = rest[token.endIndex...]
            }
            if String(Substring(key)).lowercased() == name {
                return String(decoding: unescaped(value), as: UTF8.self)
            }
        }
        return nil
    }

    /// https://html.spec.whatwg.org/#multipart-form-data escapes these three and no others, not even `%`.
    private static func unescaped(_ value: [UInt8]) -> [UInt8] {
        var bytes: [UInt8] = []
        var rest = value[...]
        while let byte = rest.first {
            if rest.starts(with: "%22".utf8) {
                bytes.append(UInt8(ascii: "\""))
            } else if rest.starts(with: "%0D".utf8) {
                bytes.append(0x0d)
            } else if rest.starts(with: "%0A".utf8) {
                bytes.append(0x0a)
            } else {
                bytes.append(byte)
                rest = rest.dropFirst()
                continue
            }
            rest = rest.dropFirst(3)
        }
        return bytes
    }
}

extension Request {
    /// The form that was sent as `multipart/form-data`; nil for anything else, and for what is none.
    public var multipart: Multipart? {
        guard case .bytes(let bytes) = body, let type = MetaVariables.value("CONTENT_TYPE") else { return nil }
        return Multipart(bytes, contentType: type)
    }
}

extension ArraySlice<UInt8> {
    /// Where `needle` first stands.
    func firstRange(of needle: [UInt8]) -> Range<Int>? {
        withUnsafeBytes { bytes in
            guard let start = bytes.baseAddress, let first = needle.first else { return nil }
            var offset = 0
            while offset + needle.count <= bytes.count {
                guard let found = memchr(start + offset, Int32(first), bytes.count - needle.count + 1 - offset) else { return nil }
                offset = UnsafeRawPointer(start).distance(to: found)
                if memcmp(start + offset, needle, needle.count) == 0 {
                    return startIndex + offset..<startIndex + offset + needle.count
                }
                offset += 1
            }
            return nil
        }
    }
}
