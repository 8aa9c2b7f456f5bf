import ArgumentParser
import Foundation

/// `foobar request`: one route, run from the shell.
struct RequestCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "request",
        abstract: "Runs the program that nginx would run for a request, and prints what it answers.",
        discussion: #"""
            No server needs to run. The program gets the environment that nginx would give it.

            EXAMPLES
              ./foobar request GET /posts/hello
              ./foobar request GET '/search?q=swift' --include
              ./foobar request POST /unlock/hello --form password=secret
              ./foobar request POST /upload --header 'Content-Type: image/png' \
                --body cat.png
            """#)

    @Argument(help: "GET, HEAD, POST or any other method.")
    var method: String

    @Argument(help: "A path with its query, or a whole URL.")
    var url: String

    @Option(name: .long, help: ArgumentHelp("A header of the request; can be repeated.", valueName: "name: value"))
    var header: [String] = []

    @Option(name: .long, help: ArgumentHelp("A field of a form; can be repeated.", valueName: "name=value"))
    var form: [String] = []

    @Option(name: .long, help: ArgumentHelp("A file to send as the body; - is standard input.", valueName: "file"))
    var body: String?

    @Flag(name: .long, help: "Print the status line and the headers too.")
    var include = false

    @OptionGroup var data: DataOption

    func validate() throws {
        guard form.isEmpty || body == nil else { throw ValidationError("Give --form or --body, not both.") }
        for field in form where !field.contains("=") {
            throw ValidationError("'\(field)' is no field of a form; write name=value.")
        }
        for line in header where !line.contains(":") {
            throw ValidationError("'\(line)' is no header; write 'name: value'.")
        }
    }

    func run() throws {
        let home = try Home()
        let target = try RequestTarget(url)
        switch RoutingTable(home: home).destination(of: target.path) {
        case .file(let file): throw NoProgramError(path: target.path, answer: "is the file \(file)")
        case .webServer: throw NoProgramError(path: target.path, answer: "comes from nginx/me.conf")
        case .program(let name, let scriptName, let pathInfo):
            let sent = try contents()
            var headers = header.map(Self.split)
            let contentType = headers.last { $0.name.lowercased() == "content-type" }?.value
            headers.removeAll { ["content-type", "content-length"].contains($0.name.lowercased()) }
            let variables = MetaVariables(
                method: method, target: target, headers: headers, contentLength: sent?.count,
                contentType: contentType ?? (form.isEmpty ? nil : "application/x-www-form-urlencoded"),
                program: name, scriptName: scriptName, pathInfo: pathInfo)
            let environment = variables.environment(home: home, dataFolder: home.dataFolder(data.folder))
            let program = RouteProgram(name: name, folder: home.programs)
            let response = try program.run(environment: environment, body: sent ?? Data())
            if include { FileHandle.standardOutput.write(response.head) }
            if method != "HEAD" { FileHandle.standardOutput.write(response.body) }
        }
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
