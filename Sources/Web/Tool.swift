import CGI
import Sandbox
import Site
import SQLite

#if canImport(Glibc)
import Glibc
#endif

/// A small program that a script calls for what a route has at hand: `$FOOBAR_TOOLS/NAME`.
///
/// It finds the request in the environment that the script was given, and leaves standard input to who asks for it.
public struct Tool: Sendable {
    /// What the script is told, by the exit status.
    public enum Outcome: Int32, Sendable {
        case done = 0
        /// The answer is no, or it did not work; what went wrong stands in the log.
        case no = 1
        /// Whoever asks is banned.
        case banned = 2
        /// The page that sent the request is another site's.
        case crossSite = 3
        /// There was too much of it lately.
        case tooMuch = 4
        /// The script calls it wrongly (EX_USAGE of sysexits.h).
        case usage = 64
    }

    private let name: String
    private let usage: String

    /// - Parameter usage: what follows the name in a call.
    public init(_ name: String, _ usage: String) {
        self.name = name
        self.usage = usage
    }

    /// Does what the tool is for, and exits.
    /// - Parameters:
    ///   - arguments: those of the program, its name first.
    ///   - body: how many bytes of the request's body it reads from standard input; nil: it does not.
    ///   - isDoneOutside: whether it needs what a confined script may not have; then another process does it.
    public func run(
        _ arguments: [String], body: Int? = nil, isDoneOutside: Bool = false, _ act: (Context, ArraySlice<String>) throws -> Outcome
    ) -> Never {
        if isDoneOutside, let status = Broker.ask([name] + arguments.dropFirst()) { exit(status) }
        Limits().apply()
        Database.useOneThread()
        signal(SIGPIPE, SIG_IGN)
        let route = Route(name, usage, methods: .reading, cache: .none, reads: [.site, .members], writes: .members)
        let context = Context(route: route, request: body.map { Request(bodyLimit: $0) } ?? Request())
        do {
            let outcome = try act(context, arguments.dropFirst())
            if outcome == .usage { complain("usage: \(name) \(usage)", context) }
            exit(outcome.rawValue)
        } catch {
            complain("\(error)", context)
            exit(Outcome.no.rawValue)
        }
    }

    /// Writes one line to the server's log.
    private func complain(_ words: String, _ context: Context) {
        let line = Array("\(context.request.id) \(name): \(words)\n".utf8)
        _ = write(STDERR_FILENO, line, line.count)
    }

    /// All of standard input.
    public static func input() -> [UInt8] {
        var bytes: [UInt8] = []
        withUnsafeTemporaryAllocation(byteCount: 65_536, alignment: 16) { buffer in
            while true {
                let count = read(STDIN_FILENO, buffer.baseAddress, buffer.count)
                if count < 0 && errno == EINTR { continue }
                if count <= 0 { break }
                bytes.append(contentsOf: buffer[..<count])
            }
        }
        return bytes
    }

    /// Writes all of it to standard output.
    /// - Returns: `no` where nobody took it.
    public static func output(_ bytes: [UInt8]) -> Outcome {
        var sent = 0
        while sent < bytes.count {
            let count = bytes[sent...].withUnsafeBytes { write(STDOUT_FILENO, $0.baseAddress, $0.count) }
            if count < 0 && errno == EINTR { continue }
            if count <= 0 { return .no }
            sent += count
        }
        return .done
    }
}

extension Context {
    /// The methods that pages with forms answer.
    static let formMethods: Methods = [.get, .head, .post]

    /// Whether the request has one of them; from a plain shell, where there is no request, it is one to read.
    public var isFormMethod: Bool {
        guard MetaVariables.value("REQUEST_METHOD") != nil else { return true }
        return request.method.map { Self.formMethods.contains($0) } ?? false
    }

    /// Whether the request changes something, and another site's page sent it. From a plain shell, where there is
    /// no request, it is not.
    public var isCrossSite: Bool {
        guard let method = MetaVariables.value("REQUEST_METHOD") else { return false }
        return method != "GET" && method != "HEAD" && !request.isSameOrigin
    }
}
