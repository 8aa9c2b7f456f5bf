/// An input read as a request of HTTP/1.1 is: a line of method and address, headers, an empty line, a body. Anything
/// is one.
struct SentRequest {
    var method = "GET"
    /// The first segment of the path.
    var program = ""
    /// Meta-variables as nginx hands them over (RFC 3875, section 4.1), without those that it makes of its own settings.
    var variables: [String: String] = [:]
    var body: [UInt8] = []

    init(_ bytes: [UInt8]) {
        var rest = bytes[...]
        func line() -> String? {
            guard !rest.isEmpty else { return nil }
            let line = rest.prefix { $0 != 0x0A }
            rest = rest[line.endIndex...].dropFirst()
            // No variable of the environment has a zero byte.
            return String(fuzzed: line.filter { $0 != 0 && $0 != 0x0D })
        }
        let words = (line() ?? "").split(separator: " ", omittingEmptySubsequences: false)
        method = String(words.first ?? "GET")
        let target = words.dropFirst().first ?? "/"
        let path = target.prefix { $0 != "?" }
        program = path.drop { $0 == "/" }.prefix { $0 != "/" }.lowercased()
        variables["REQUEST_METHOD"] = method
        variables["SCRIPT_NAME"] = program.isEmpty ? "" : "/\(program)"
        // nginx decodes the path.
        variables["PATH_INFO"] = Self.decoded(path.drop { $0 == "/" }.drop { $0 != "/" })
        variables["QUERY_STRING"] = String(target[path.endIndex...].dropFirst())
        while let line = line(), !line.isEmpty {
            let name = line.prefix { $0 != ":" }
            let value = String(line[name.endIndex...].dropFirst().drop { $0 == " " })
            let key = String(name.uppercased().map { $0.isASCII && ($0.isLetter || $0.isNumber) ? $0 : "_" })
            guard !key.isEmpty, key.utf8.count < 60 else { continue }
            variables[["CONTENT_TYPE", "CONTENT_LENGTH", "HTTPS"].contains(key) ? key : "HTTP_\(key)"] = value
        }
        body = Array(rest)
        if variables["CONTENT_LENGTH"] == nil { variables["CONTENT_LENGTH"] = String(body.count) }
    }

    private static func decoded(_ path: Substring) -> String {
        var bytes: [UInt8] = []
        var rest = Array(path.utf8)[...]
        while let byte = rest.popFirst() {
            if byte == UInt8(ascii: "%"), rest.count >= 2, let value = UInt8(String(fuzzed: rest.prefix(2)), radix: 16), value != 0 {
                bytes.append(value)
                rest = rest.dropFirst(2)
            } else {
                bytes.append(byte)
            }
        }
        return String(fuzzed: bytes)
    }
}
