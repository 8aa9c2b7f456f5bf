import CGI
import CSandbox
import Glibc
import Sandbox
import Site

/// A program that nobody here knows, and the request that it is for.
struct Script {
    let path: String
    let name: String
    private let folder: String

    /// nil where the environment names none.
    init?() {
        guard let path = MetaVariables.value("FOOBAR_SCRIPT"), path.utf8.first == UInt8(ascii: "/") else { return nil }
        self.path = path
        let slash = path.utf8.lastIndex(of: UInt8(ascii: "/")) ?? path.startIndex
        folder = String(path[..<slash])
        name = String(path[path.index(after: slash)...])
    }

    /// What the owner allows it.
    /// - Throws: `ScriptProfileError`, or `ProfilesError` where the file can't be read: it might have said less.
    func profile() throws -> ScriptProfile {
        guard let file = MetaVariables.value("FOOBAR_PROFILES") else { return ScriptProfile() }
        let descriptor = open(file, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else {
            if errno == ENOENT { return ScriptProfile() }
            throw ProfilesError(path: file, code: errno)
        }
        defer { close(descriptor) }
        var text: [UInt8] = []
        var part = [UInt8](repeating: 0, count: 16_384)
        while true {
            let count = read(descriptor, &part, part.count)
            guard count >= 0 else { throw ProfilesError(path: file, code: errno) }
            if count == 0 { break }
            text += part[..<count]
        }
        return try ScriptProfile(name, in: String(decoding: text, as: UTF8.self))
    }

    /// A line in the server's log.
    func say(_ words: String) {
        Self.say(name, words)
    }

    static func say(_ name: String, _ words: String) {
        let line = Array("\(MetaVariables.value("REQUEST_ID") ?? "-") \(name): \(words)\n".utf8)
        _ = write(STDERR_FILENO, line, line.count)
    }

    /// Answers in its place. The server gives up on a program that leaves the body unread.
    func refuse(_ status: String) -> Never {
        var part = [UInt8](repeating: 0, count: 65_536)
        while true {
            let count = read(STDIN_FILENO, &part, part.count)
            if count == 0 || count < 0 && errno != EINTR { break }
        }
        let answer = Array("Status: \(status)\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n\(status)\n".utf8)
        _ = write(STDOUT_FILENO, answer, answer.count)
        exit(0)
    }

    /// Becomes it.
    func start() -> Never {
        setenv("SCRIPT_FILENAME", path, 1)
        for name in ["FOOBAR_SCRIPT", "FOOBAR_PROFILES"] { unsetenv(name) }
        var arguments: [UnsafeMutablePointer<CChar>?] = [strdup(path), nil]
        if chdir(folder) == 0 { execv(path, &arguments) }
        say("it could not be started: \(String(cString: strerror(errno)))")
        _exit(126)
    }

    /// Leaves this process, and all that it starts, what the profile says.
    func lock(into profile: ScriptProfile, _ setting: SandboxSetting, scratch: String?, askingBy broker: Int32) {
        let sandbox = Sandbox(setting, connects: profile.hasNetwork)
        sandbox.allow([.read, .list, .execute], "/usr")
        for path in Self.usualFiles { sandbox.allow(.read, fileOrFolder: path) }
        for path in Self.usualFolders { sandbox.allow([.read, .list], path) }
        for path in ["/dev/null", "/dev/zero", "/dev/full"] { sandbox.allow([.read, .write], path) }
        if profile.hasNetwork {
            for path in ["/etc/hosts", "/etc/resolv.conf", "/etc/gai.conf", "/etc/services"] { sandbox.allow(.read, path) }
        }
        sandbox.allow([.read, .list, .execute], folder)
        // It may be a link.
        sandbox.allow([.read, .execute], path)
        if let tools = MetaVariables.value("FOOBAR_TOOLS") { sandbox.allow([.read, .list, .execute], tools) }
        let everything: FileRights = [.read, .list, .write, .make, .arrange]
        if let scratch {
            sandbox.allow(everything, scratch)
            setenv("TMPDIR", scratch, 1)
        }
        for path in profile.reads { sandbox.allow([.read, .list, .execute], fileOrFolder: path) }
        for path in profile.writes { sandbox.allow(everything, fileOrFolder: path) }
        if let data = MetaVariables.value("FOOBAR_DATA") { allow(profile, DataFolder(data), sandbox) }

        limit(profile)
        let lacks = sandbox.enter(scriptThatConnects: profile.hasNetwork, askingBy: broker)
        if setting.isDemanded, !lacks.isEmpty {
            say(SandboxError(lacks: lacks).description)
            refuse("503 Service Unavailable")
        }
    }

    /// What interpreters look into.
    private static let usualFiles = [
        "/etc/ld.so.cache", "/etc/localtime", "/etc/timezone", "/etc/mime.types", "/etc/nsswitch.conf", "/etc/locale.alias",
        "/etc/ssl/openssl.cnf", "/dev/urandom", "/dev/random",
    ]
    /// Of other processes, /proc tells the names: Landlock keeps back what tracing would be needed for, as their variables.
    private static let usualFolders = ["/proc", "/etc/ssl/certs", "/etc/python3", "/etc/perl", "/etc/php", "/etc/fonts", "/etc/alternatives"]

    private func allow(_ profile: ScriptProfile, _ data: DataFolder, _ sandbox: borrowing Sandbox) {
        sandbox.allow([.read, .list, .write, .make], inFolder: data.ownDatabases, mode: 0o700)
        for store in profile.storesRead {
            let isWriting = profile.storesWritten.contains(store)
            switch store {
            case .site: sandbox.allow(database: data.siteDatabase, writing: isWriting)
            case .members: sandbox.allow(database: data.membersDatabase, writing: isWriting)
            case .uploads: sandbox.allow(isWriting ? [.read, .list, .write, .make] : [.read, .list], data.uploads)
            }
        }
    }

    private func limit(_ profile: ScriptProfile) {
        Self.set(RLIMIT_CPU.rawValue, UInt(profile.seconds))
        Self.set(RLIMIT_AS.rawValue, UInt(profile.memory))
        // As a route's: the log of a database, a file that was sent.
        Self.set(RLIMIT_FSIZE.rawValue, 1 << 30)
        Self.set(RLIMIT_CORE.rawValue, 0)
        _ = allow_more_processes(UInt(profile.processes))
    }

    private static func set(_ resource: UInt32, _ value: UInt) {
        var limit = rlimit(rlim_cur: value, rlim_max: value)
        setrlimit(__rlimit_resource_t(resource), &limit)
    }

    /// A folder that is there while the program is: $TMPDIR.
    func makeScratch() -> String? {
        var template = Array("/tmp/foobar-XXXXXX".utf8CString)
        return mkdtemp(&template) == nil ? nil : String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }

    func remove(scratch: String?) {
        if let scratch { remove_tree(AT_FDCWD, scratch) }
    }
}
