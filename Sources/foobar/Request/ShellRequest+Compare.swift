import Foundation

extension ShellRequest {
    /// Headers that come from the web server, or tell of the connection; of Vary only what it adds by itself.
    private static let webServersOwn: Set<String> = [
        "accept-ranges", "connection", "content-length", "content-security-policy", "cross-origin-opener-policy",
        "cross-origin-resource-policy", "date", "keep-alive", "permissions-policy", "referrer-policy", "server",
        "strict-transport-security", "transfer-encoding", "x-content-type-options",
    ]

    /// Asks the site at `target` too, and prints how its answer differs from the program's.
    /// - Returns: whether both are the same.
    /// - Throws: `MissingToolError`, `NoConnectionError`.
    func compare(method: String, _ target: RequestTarget, _ headers: [(name: String, value: String)]) throws -> Bool {
        let here = try run()
        let there = try Self.ask(method: method, target, headers)
        var differences: [String] = []
        if here.status != there.status {
            differences += ["status", "- \(here.statusLine)", "+ \(there.statusLine)"]
        }
        let fields = [here, there].map { response in
            response.headers.filter { !Self.isWebServersOwn($0) }.map { "\($0.name): \($0.value)" }
        }
        let changed = fields[1].difference(from: fields[0])
        if !changed.isEmpty {
            differences.append("headers")
            differences += changed.removals.map { Self.line("-", $0) } + changed.insertions.map { Self.line("+", $0) }
        }
        if method != "HEAD", here.body != there.body {
            differences += ["body: \(here.body.count) bytes from the program, \(there.body.count) from the site"]
            differences += try Self.difference(here.body, there.body)
        }
        let left = (Self.webServersOwn.sorted() + ["vary: accept-encoding"]).joined(separator: ", ")
        if differences.isEmpty {
            say("The same: \(here.statusLine.dropFirst("HTTP/1.1 ".count)), \(here.body.count) bytes, \(fields[0].count) headers.")
        } else {
            say("- the program, run from the shell")
            say("+ the site at http\(target.isSecure ? "s" : "")://\(target.authority)")
            differences.forEach(say)
        }
        say("Left out, since nginx writes them: \(left).")
        return differences.isEmpty
    }

    private static func isWebServersOwn(_ field: (name: String, value: String)) -> Bool {
        webServersOwn.contains(field.name) || field.name == "vary" && field.value.lowercased() == "accept-encoding"
    }

    private static func line(_ sign: String, _ change: CollectionDifference<String>.Change) -> String {
        switch change {
        case .insert(_, let field, _), .remove(_, let field, _): "\(sign) \(field)"
        }
    }

    private static func ask(
        method: String, _ target: RequestTarget, _ headers: [(name: String, value: String)]
    ) throws -> RouteProgram.Response {
        let url = "\(target.isSecure ? "https" : "http")://\(target.authority)\(target.uri)"
        let curl = Process()
        curl.executableURL = URL(fileURLWithPath: try Tool.path("curl", package: "curl"))
        // What curl says of itself would be no part of the same request.
        let own = ["Accept:", "User-Agent:"] + headers.map { "\($0.name): \($0.value)" }
        curl.arguments = ["--silent", "--show-error", "--http1.1", "--path-as-is", "--max-time", "60", "--include"]
            + (method == "HEAD" ? ["--head"] : []) + own.flatMap { ["--header", $0] } + ["--", url]
        let output = Pipe()
        curl.standardOutput = output
        try curl.run()
        let answer = output.fileHandleForReading.readDataToEndOfFile()
        curl.waitUntilExit()
        guard curl.terminationStatus == 0, let end = answer.firstIndex(of: UInt8(ascii: "\n")) else {
            throw NoConnectionError(url: url)
        }
        // HTTP's status line becomes a header of CGI.
        let statusLine = String(decoding: answer[..<end], as: UTF8.self)
        let status = Data("Status:\(statusLine.drop { $0 != " " })\n".utf8)
        guard let response = RouteProgram.Response(status + answer[(end + 1)...]) else { throw NoConnectionError(url: url) }
        return response
    }

    /// At most 40 lines of what diff(1) says.
    private static func difference(_ here: Data, _ there: Data) throws -> [String] {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("foobar-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        defer { try? FileManager.default.removeItem(at: folder) }
        try here.write(to: folder.appendingPathComponent("program"))
        try there.write(to: folder.appendingPathComponent("site"))
        let diff = Process()
        diff.executableURL = URL(fileURLWithPath: try Tool.path("diff", package: "diffutils"))
        diff.arguments = ["--unified=1", "--text", "program", "site"]
        diff.currentDirectoryURL = folder
        let output = Pipe()
        diff.standardOutput = output
        try diff.run()
        let lines = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
            .split(separator: "\n", omittingEmptySubsequences: false).dropFirst(2)
        diff.waitUntilExit()
        return lines.prefix(40).map(String.init) + (lines.count > 40 ? ["… and \(lines.count - 40) lines more"] : [])
    }
}
