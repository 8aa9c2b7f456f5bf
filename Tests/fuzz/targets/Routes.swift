import CProcess
import Foundation
import Fuzzer
import Glibc
import Site

/// Whole requests, each answered by the program of `cgi-bin/` that its path names: that it exits as it should, and
/// answers something that is a page, in time. The words MEMBER and OWNER in a cookie stand for
/// their sessions, KEY in Authorization for a token of the API.
final class RoutesFuzz {
    private let site = FuzzedSite()
    private let members: Members
    private let programs: String
    private var tokens: [String: Token] = [:]
    /// Sessions from a shell end after ten minutes.
    private var tokensMadeAt = 0

    init() {
        guard let programs = ProcessInfo.processInfo.environment["FOOBAR_PROGRAMS"] else {
            fatalError("FOOBAR_PROGRAMS names no folder of programs; Tests/fuzz/run does.")
        }
        self.programs = programs
        do {
            members = try Members(in: site.folder, for: .writing)
        } catch {
            fatalError("No database of members: \(error)")
        }
    }

    func run(_ bytes: [UInt8]) {
        let sent = SentRequest(bytes)
        let program = Self.programs[sent.program] ?? "fallback"
        if Self.onlyRead.contains(program), sent.method != "GET" { return }
        var variables = sent.variables
        if program == "fallback" {
            variables["PATH_INFO"] = (variables["SCRIPT_NAME"] ?? "") + (variables["PATH_INFO"] ?? "")
            variables["SCRIPT_NAME"] = ""
        }
        let isSignedIn = signIn(&variables)
        variables["FOOBAR_DATA"] = site.folder.path
        variables["GATEWAY_INTERFACE"] = "CGI/1.1"
        variables["SERVER_NAME"] = "localhost"
        variables["SERVER_PROTOCOL"] = "HTTP/1.1"
        variables["REQUEST_ID"] = "fuzz"
        variables["REMOTE_ADDR"] = "192.0.2.1"
        let (status, output) = answer(program, variables, sent.body)
        let name = "\(sent.method.shown) of \(program)"
        holds(status == 0, "\(name) exits with 0, not with status \(status & 0xFF00 >> 8) or signal \(status & 0x7F)")
        guard let read = SentAnswer(output) else { fatalError("\(name) is no answer: \(String(fuzzed: output).shown)") }
        holds(read.status != 500, "\(name) is answered, not 500")
        if let length = read["Content-Length"].flatMap({ Int($0) }), sent.method != "HEAD" {
            holds(read.body.count == length, "\(name): the length is the body's")
        }
        if read.status >= 300, read.status < 400, read.status != 304 {
            holds(read["Location"] != nil, "\(name): a redirect leads somewhere")
        }
        // There the session may have been ended.
        if ["account", "logout"].contains(program) { tokens = [:] }
        // What the fuzzing learns of a program that it does not look into.
        var feature = Fingerprint()
        for word in [program, String(read.status), isSignedIn ? "in" : "out", read["Content-Type"] ?? "", String(read.headers.count)] {
            feature.add(word)
        }
        note_feature(feature.value)
        note_feature(feature.value ^ UInt64(read.body.count / 64 + 1))
    }

    /// Puts sessions, and a token of the API, in the place of the words that stand for them.
    private func signIn(_ variables: inout [String: String]) -> Bool {
        let now = Int(time(nil))
        if now - tokensMadeAt > 300 {
            tokens = [:]
            tokensMadeAt = now
        }
        do {
            for (word, id) in site.accounts where variables["HTTP_COOKIE"]?.contains(word) == true {
                let token = try tokens[word] ?? members.beginShellSession(userID: id, now: now)
                tokens[word] = token
                variables["HTTP_COOKIE"] = variables["HTTP_COOKIE"]?.replacing(word, with: token.text)
                return true
            }
            if let id = site.accounts["OWNER"], let header = variables["HTTP_AUTHORIZATION"], header.contains("KEY") {
                let token = try tokens["KEY"]
                    ?? members.addAccessToken(of: id, name: "fuzz", scopes: Scope.allCases, days: 1, now: now)
                tokens["KEY"] = token
                variables["HTTP_AUTHORIZATION"] = header.replacing("KEY", with: AccessToken.text(of: token))
                return true
            }
        } catch {
            fatalError("No session could be made: \(error)")
        }
        return false
    }

    /// What would close the site to the requests that follow.
    private static let onlyRead: Set<String> = ["leave", "settings"]

    private static let programs: [String: String] = {
        let names = [
            "archive", "c", "fallback", "feed", "health", "log", "posts", "search", "sitemap", "tags", "users", "api", "comment",
            "flag", "follow", "login", "logout", "moderate", "unlock", "unsubscribe", "export", "figures", "status", "hooks", "files",
            "guestbook-swift", "leave", "revisions", "settings", "write", "account", "confirm", "join", "reset",
        ]
        return Dictionary(uniqueKeysWithValues: [("", "home"), ("sitemap.xml", "sitemap")] + names.map { ($0, $0) })
    }()

    /// Runs a program, as fcgiwrap does.
    private func answer(_ program: String, _ variables: [String: String], _ body: [UInt8]) -> (status: Int32, output: [UInt8]) {
        let (input, output) = (anonymous_file(), anonymous_file())
        defer {
            close(input)
            close(output)
        }
        _ = body.withUnsafeBytes { write(input, $0.baseAddress, $0.count) }
        lseek(input, 0, SEEK_SET)
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_adddup2(&actions, input, STDIN_FILENO)
        posix_spawn_file_actions_adddup2(&actions, output, STDOUT_FILENO)
        posix_spawn_file_actions_addchdir_np(&actions, programs)
        let path = "\(programs)/\(program)"
        var arguments = [strdup(path), nil]
        var environment = variables.map { strdup("\($0)=\($1)") } + [nil]
        defer { for pointer in arguments + environment { free(pointer) } }
        var pid: pid_t = 0
        guard posix_spawn(&pid, path, &actions, nil, &arguments, &environment) == 0 else { fatalError("\(path) can't be started.") }
        var status: Int32 = 0
        while waitpid(pid, &status, 0) < 0, errno == EINTR {}
        var bytes = [UInt8](repeating: 0, count: Int(lseek(output, 0, SEEK_END)))
        _ = bytes.withUnsafeMutableBytes { pread(output, $0.baseAddress, $0.count, 0) }
        return (status, bytes)
    }
}

/// FNV-1a: Swift's own is another in each process.
private struct Fingerprint {
    private(set) var value: UInt64 = 0xcbf2_9ce4_8422_2325

    mutating func add(_ text: String) {
        for byte in text.utf8 + [0] { value = (value ^ UInt64(byte)) &* 0x100_0000_01b3 }
    }
}
