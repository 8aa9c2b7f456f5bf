import Fuzzer
import Web

@testable import CGI

#if canImport(Glibc)
import Glibc
#endif

/// A request as its environment, read in this process; and an answer that says what it said.
func fuzzEnvironment(_ bytes: [UInt8]) {
    let sent = SentRequest(bytes)
    clearenv()
    for (name, value) in sent.variables { setenv(name, value, 1) }
    setenv("SERVER_NAME", "localhost", 1)
    let input = anonymous_file()
    _ = sent.body.withUnsafeBytes { write(input, $0.baseAddress, $0.count) }
    lseek(input, 0, SEEK_SET)
    dup2(input, STDIN_FILENO)
    close(input)

    let request = Request(bodyLimit: 1_000)
    if case .bytes(let kept) = request.body { holds(kept.count <= 1_000, "no more is kept than is taken") }
    holds(!request.segments.contains { $0.isEmpty || $0.utf8.contains(UInt8(ascii: "/")) }, "segments are what stands between slashes")
    holds(
        request.origin.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F && !"\"'<>&\\?#@".utf8.contains($0) },
        "\(request.origin.shown) can stand in a link")
    holds(!request.isSameOrigin || !request.hasUntoldOrigin, "an origin that is ours is told")
    _ = (request.multipart, request.bearer, request.isSecure, request.method.map { Methods.all.contains($0) })
    for name in ["session", "__Host-session", "written", ""] {
        if let value = request.cookies[name] { holds(!value.utf8.contains(UInt8(ascii: ";")), "a cookie ends at a semicolon") }
    }
    for field in request.form.fields + request.query.fields {
        var answer = Response(.ok, type: "text/plain", body: Array(field.value.utf8))
        answer.set("Location", field.name)
        answer.set(SetCookie("name", field.value, maxAge: 1, isSecure: request.isSecure))
        check(answer, to: request)
    }
    check(Response(.ok, type: "text/html", body: Array(repeating: 0x61, count: 600) + sent.body), to: request)
}

private func check(_ answer: Response, to request: Request) {
    var answer = answer
    answer.isTagged = true
    let gzip = request.acceptsGzip
    if gzip {
        let header = MetaVariables.value("HTTP_ACCEPT_ENCODING") ?? ""
        holds(header.lowercased().contains("gzip"), "\(header.shown) asks for gzip")
    }
    let (head, body) = answer.message(to: request.method, ifNoneMatch: request.ifNoneMatch, compressed: gzip)
    guard let read = SentAnswer(head + body) else { fatalError("It is no answer: \(String(fuzzed: head).shown)") }
    holds(read.body.elementsEqual(body), "the head ends where the body begins")
    holds(read.status == 200 || read.status == 304, "it is there, or known: \(read.status)")
    if read.status == 304 {
        holds(body.isEmpty && request.ifNoneMatch != nil, "who is told that nothing changed has asked so")
    } else if request.method != .head {
        holds(read["Content-Length"] == String(body.count), "the length is the body's")
        if read["Content-Encoding"] == nil { holds(body == answer.body, "the body is as it was") }
    }
    switch request.condition(on: answer) {
    case .none: holds(MetaVariables.value("HTTP_IF_MATCH") == nil, "If-Match is a condition")
    case .fulfilled, .failed: break
    }
}
