import Foundation

/// One request as a stranger might send it.
struct Probe {
    /// What becomes of the answer.
    enum Output {
        case read
        /// The reader has gone before the program writes.
        case closed
    }

    /// After "asked": `by HEAD`, `with a body of 200 KB`.
    let manner: String
    let method: String
    var query = ""
    var contentType: String?
    /// CONTENT_LENGTH where it is not the body's own.
    var contentLength: String?
    var body = Data()
    /// Variables that differ from those of an ordinary request.
    var variables: [String: [UInt8]] = [:]
    /// Whether the program gets none at all but PATH.
    var isBare = false
    var output = Output.read
}

extension Probe {
    /// Stands in what strangers send, and in no answer where it was not escaped.
    static let mark = "<i id=foobar-check>"
    /// A header that only a program has which lets a stranger write its own.
    static let injected = "x-foobar-check"

    /// What every program is asked.
    static let all: [Probe] = [
        Probe(manner: "by GET", method: "GET"),
        Probe(manner: "by HEAD", method: "HEAD"),
        Probe(manner: "by BREW", method: "BREW"),
        Probe(
            manner: "with a body of 200 KB", method: "POST", contentType: "application/octet-stream",
            body: Data(repeating: 0xff, count: 200_000)),
        Probe(
            manner: "with a form of 1 MB", method: "POST", contentType: "application/x-www-form-urlencoded",
            body: Data("text=\(String(repeating: "%3Ci%3E+", count: 131_000))".utf8)),
        Probe(
            manner: "with a form that ends too soon", method: "POST", contentType: "multipart/form-data; boundary=b",
            contentLength: "5000", body: Data("--b\r\nContent-Disposition: form-data; name=\"a".utf8)),
        Probe(
            manner: "with a CONTENT_LENGTH that is no number", method: "POST", contentType: "multipart/form-data",
            contentLength: "-1x", body: Data("a=1".utf8)),
        Probe(
            manner: "with odd variables", method: "GET", query: "\(mark)&=&&%&%0&%00=%ff&a=\"'>&q=%3Ci+id%3Dfoobar-check%3E&page=-1",
            contentType: "", contentLength: "",
            variables: [
                "PATH_INFO": Array("/..//\(mark)\r\n\(injected): 1\r\n'\"".utf8) + [0xff, 0xfe],
                "HTTP_COOKIE": Array("a; =b; session=\(mark); \"".utf8) + [0xff],
                "HTTP_HOST": Array("\(mark)\r\n\(injected): 1".utf8),
                "HTTP_ACCEPT_ENCODING": Array("gzip;q=x, ,".utf8),
                "HTTP_IF_NONE_MATCH": Array("\"".utf8),
            ]),
        Probe(manner: "with a query of 8 KB", method: "GET", query: String(repeating: "a=1&", count: 2_000)),
        Probe(manner: "by somebody who does not wait for the answer", method: "GET", output: .closed),
        Probe(manner: "with no variables", method: "GET", isBare: true),
    ]
}
