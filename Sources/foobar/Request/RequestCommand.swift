import ArgumentParser
import Foundation

/// `foobar request`: one route, run from the shell.
struct RequestCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "request",
        abstract: "Runs the program that nginx would run for a request, and prints what it answers.",
        discussion: #"""
            No server needs to run. The program gets the environment that nginx would give it. What changes \#
            something, changes the site of --data.

            The exit code is 0 for an answer of 2xx or 3xx, 4 for 4xx, 5 for 5xx, and 1 where there is no answer.

            EXAMPLES
              ./foobar request GET /posts/hello
              ./foobar request GET '/search?q=swift' --include
              ./foobar request POST /unlock/hello --form password=secret
              ./foobar request POST /upload --header 'Content-Type: image/png' \
                --body cat.png
              ./foobar request GET /settings --as ann      what ann would see
              ./foobar request GET / --repeat 100          times, page faults, memory
              ./foobar request GET / --trace               system calls and SQL
              ./foobar request GET / --against http://localhost:8080
            """#)

    @Argument(help: "GET, HEAD, POST or any other method.", completion: .list(["GET", "HEAD", "POST"]))
    var method: String

    @Argument(help: "A path with its query, or a whole URL.", completion: Completions.paths)
    var url: String

    @Option(name: .long, help: ArgumentHelp("A header of the request; can be repeated.", valueName: "name: value"))
    var header: [String] = []

    @Option(name: .long, help: ArgumentHelp("A field of a form; can be repeated.", valueName: "name=value"))
    var form: [String] = []

    @Option(
        name: .long, help: ArgumentHelp("A file to send as the body; - is standard input.", valueName: "file"),
        completion: .file())
    var body: String?

    @Option(
        name: .customLong("as"),
        help: ArgumentHelp(
            "Ask as a member, in a session made for this and ended after it. The password counts as just given, "
                + "and forms as this site's own.", valueName: "user"),
        completion: Completions.users)
    var user: String?

    @Flag(name: .long, help: "Print the status line and the headers too.")
    var include = false

    @Option(
        name: .long,
        help: ArgumentHelp(
            "Run the program so many times, and print what that took instead of the answer.", valueName: "count"))
    var `repeat`: Int?

    @Flag(
        name: .long,
        help: "Print system calls and SQL, with times and query plans, instead of the answer; secret values too.")
    var trace = false

    @Option(
        name: .long,
        help: ArgumentHelp(
            "Ask a running site the same by HTTP, and print how its answer differs; exit code 1 where it does. "
                + "GET and HEAD only.", valueName: "url"))
    var against: String?

    @OptionGroup var data: DataOption

    func validate() throws {
        guard form.isEmpty || body == nil else { throw ValidationError("Give --form or --body, not both.") }
        for field in form where !field.contains("=") {
            throw ValidationError("'\(field)' is no field of a form; write name=value.")
        }
        for line in header where !line.contains(":") {
            throw ValidationError("'\(line)' is no header; write 'name: value'.")
        }
        guard [`repeat` != nil, trace, against != nil].filter({ $0 }).count < 2 else {
            throw ValidationError("Give one of --repeat, --trace and --against.")
        }
        if let count = `repeat`, count < 1 { throw ValidationError("--repeat takes a number from 1 on.") }
        if against != nil, !["GET", "HEAD"].contains(method) {
            throw ValidationError("--against asks twice; it takes GET and HEAD, which change nothing.")
        }
    }

    func run() throws {
        let home = try Home()
        let dataFolder = try data.path(in: home)
        let target = try RequestTarget(against.map { try RequestTarget.address(of: url, at: $0) } ?? url)
        switch RoutingTable(home: home, dataFolder: dataFolder).destination(of: target.path) {
        case .file(let file): throw NoProgramError(path: target.path, answer: "is the file \(file)")
        case .webServer: throw NoProgramError(path: target.path, answer: "comes from nginx/me.conf")
        case .program(let name, let scriptName, let pathInfo):
            let sent = try contents()
            let session = try user.map { try ShellSession(of: $0, dataFolder: dataFolder) }
            defer { session?.end() }
            var headers = (session?.headers(for: target) ?? []) + header.map(Self.split)
            let contentType = headers.last { $0.name.lowercased() == "content-type" }?.value
            headers.removeAll { ["content-type", "content-length"].contains($0.name.lowercased()) }
            let variables = MetaVariables(
                method: method, target: target, headers: headers, contentLength: sent?.count,
                contentType: contentType ?? (form.isEmpty ? nil : "application/x-www-form-urlencoded"),
                program: name, scriptName: scriptName, pathInfo: pathInfo)
            let request = ShellRequest(
                program: RouteProgram(name: name, home: home),
                environment: variables.environment(home: home, dataFolder: dataFolder), body: sent ?? Data())
            let status = try answer(request, target, headers)
            if status >= 400 { throw ExitCode(Int32(status / 100)) }
        }
    }

    /// Runs the request as the options have it, and prints what they ask for.
    /// - Returns: the answer's status.
    private func answer(
        _ request: ShellRequest, _ target: RequestTarget, _ headers: [(name: String, value: String)]
    ) throws -> Int {
        if let count = `repeat` { return try request.measure(times: count, isReading: ["GET", "HEAD"].contains(method)) }
        if trace { return try request.trace() }
        if against != nil {
            guard try request.compare(method: method, target, headers) else { throw ExitCode.failure }
            return 200
        }
        let response = try request.run()
        if include { FileHandle.standardOutput.write(response.head) }
        if method != "HEAD" { FileHandle.standardOutput.write(response.body) }
        return response.status
    }

    /// The body of the request; nil where it has none.
    private func contents() throws -> Data? {
        if let body {
            if body == "-" { return FileHandle.standardInput.readDataToEndOfFile() }
            return try Data(contentsOf: URL(fileURLWithPath: body))
        }
        guard !form.isEmpty else { return nil }
        let fields = form.map { field in
            let name = field.prefix { $0 != "=" }
            return Self.encode(name) + "=" + Self.encode(field.dropFirst(name.count + 1))
        }
        return Data(fields.joined(separator: "&").utf8)
    }

    private static func split(_ header: String) -> (name: String, value: String) {
        let name = header.prefix { $0 != ":" }
        return (String(name), header.dropFirst(name.count + 1).trimmingCharacters(in: .whitespaces))
    }

    /// https://url.spec.whatwg.org/#concept-urlencoded-serializer
    private static func encode(_ text: Substring) -> String {
        text.utf8.map { byte in
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "*"), UInt8(ascii: "-"), UInt8(ascii: "."),
                UInt8(ascii: "_"):
                String(UnicodeScalar(byte))
            case UInt8(ascii: " "): "+"
            default: String(format: "%%%02X", byte)
            }
        }.joined()
    }
}
