#if canImport(Glibc)
import Glibc
#endif

/// The request that the program was started for (RFC 3875).
public struct Request: Sendable {
    /// nil for a method that `Method` doesn't have.
    public let method: Method?
    /// The path that named the program, like `/posts`; empty for the fallback.
    public let scriptName: String
    /// What follows it, decoded, like `/hello`.
    public let pathInfo: String
    public let query: Query
    /// What the client sent after its headers.
    public let body: Body
    /// The server's id of the request: in its log, in ours, and on an error page.
    public let id: String

    /// Reads the request from the environment and standard input.
    ///
    /// The body is read to its end, whoever wants it: fcgiwrap hands it over whole before it takes any output,
    /// and answers 502 for a program that ends without having read it.
    /// - Parameter bodyLimit: bytes that are kept.
    public init(bodyLimit: Int) {
        let length = MetaVariables.value("CONTENT_LENGTH").flatMap { Int($0) } ?? 0
        self.init(body: length > 0 ? Body(reading: STDIN_FILENO, length: length, limit: bodyLimit) : .none)
    }

    /// Reads the request from the environment alone: standard input is somebody else's to read.
    public init() {
        self.init(body: .none)
    }

    private init(body: Body) {
        method = MetaVariables.value("REQUEST_METHOD").flatMap { Method(rawValue: $0) }
        scriptName = MetaVariables.value("SCRIPT_NAME") ?? ""
        pathInfo = MetaVariables.value("PATH_INFO") ?? ""
        query = Query(MetaVariables.value("QUERY_STRING") ?? "")
        id = MetaVariables.value("REQUEST_ID") ?? "-"
        self.body = body
    }

    /// The path as its segments: none for `/` or nothing, `["2015", "03"]` for `/2015/03` and `/2015/03/`.
    public var segments: [String] {
        pathInfo.split(separator: "/", omittingEmptySubsequences: true).map(String.init)
    }

    /// The scheme and host that the client asked for, like `http://localhost:8080`.
    ///
    /// A host with a byte that no host has is taken for none: it would go into the links of a page.
    public var origin: String {
        let scheme = MetaVariables.value("HTTPS") == "on" ? "https" : "http"
        let host = MetaVariables.value("HTTP_HOST") ?? ""
        let isHost = !host.isEmpty && host.utf8.allSatisfy { byte in
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"),
                UInt8(ascii: "."), UInt8(ascii: "-"), UInt8(ascii: ":"), UInt8(ascii: "["), UInt8(ascii: "]"): true
            default: false
            }
        }
        return "\(scheme)://\(isHost ? host : MetaVariables.value("SERVER_NAME") ?? "localhost")"
    }

    /// The entity tags of If-None-Match (RFC 9110, section 13.1.2).
    var ifNoneMatch: String? { MetaVariables.value("HTTP_IF_NONE_MATCH") }
}
