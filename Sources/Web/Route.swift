import CGI
import Sandbox
import Site
import SQLite

#if canImport(Glibc)
import Glibc
#endif

/// A route's declaration: what it is, accepts and needs. Said once, here; nginx's maps, `foobar routes` and the
/// sandbox read it from the program (`cgi-bin/NAME --route`).
public struct Route: Sendable {
    /// Who runs the program: a slow route would keep a quick one waiting.
    public enum Pool: String, Sendable { case quick, slow }

    public enum Cache: String, Sendable {
        /// Private, or different each time: nobody may keep it.
        case none
        /// The same for everyone, and a second old at the most; while the site is in trouble, as it was last.
        case page
        /// Each reader's own copy, which is asked for anew each time.
        case validated
    }

    /// How an answer tells that something went wrong.
    public enum Faults: Sendable {
        /// To people.
        case pages
        /// To programs: `Problem`.
        case problems
    }

    /// Whose page may send what changes something.
    public enum Sender: Sendable {
        /// One of this site: who asks is told by a cookie.
        case ownPage
        /// One of this site, where a link with a token in it led: such pages keep their address to themselves
        /// (`Referrer-Policy: no-referrer`), and a browser without Fetch Metadata calls their origin `null`. Believed
        /// where no session comes along.
        case linkedPage
        /// Anybody: the token in the address is all that counts.
        case anyone
    }

    public let name: String
    public let help: String
    public let methods: Methods
    public let pool: Pool
    public let cache: Cache
    /// The fields of the query that it reads, one space apart. Where answers are kept, nothing else of a query tells
    /// one address from another, or reaches the program; `*` is all of it.
    public let query: StaticString
    public let reads: Stores
    public let writes: Stores
    public let tools: Tools
    /// Bytes of a request's body that are taken.
    public let body: Int
    public let sender: Sender
    public let faults: Faults
    public let limits: Limits

    public init(
        _ name: String, _ help: String, methods: Methods = .reading, pool: Pool = .quick, cache: Cache, query: StaticString = "",
        reads: Stores = .site, writes: Stores = [], tools: Tools = [], body: Int = 0, sender: Sender = .ownPage,
        faults: Faults = .pages, limits: Limits = Limits()
    ) {
        self.name = name
        self.help = help
        self.methods = methods
        self.pool = pool
        self.cache = cache
        self.query = query
        self.reads = reads
        self.writes = writes
        self.tools = tools
        self.body = body
        self.sender = sender
        self.faults = faults
        self.limits = limits
    }

    /// Answers the request that the program was started for, and exits.
    ///
    /// What `answer` throws is logged in one line with the request's id; the reader gets a page that says so.
    public func run(_ answer: (Context) throws -> Response) -> Never {
        if !MetaVariables.isRequest { exit(printDeclaration()) }
        limits.apply()
        signal(SIGPIPE, SIG_IGN)
        let setting = SandboxSetting()
        let lacks = enterSandbox(setting)
        Database.useOneThread()
        let context = Context(route: self, request: Request(bodyLimit: body), lacks: lacks)
        var response = setting.isDemanded && !lacks.isEmpty ? refuse(context) : respond(to: context, answer)
        // Whoever has just written is not shown a page from before.
        if response.status == .seeOther && context.request.method == .post {
            context.setCookies.append(SetCookie("written", "1", maxAge: 5, isSecure: context.request.isSecure))
        }
        for cookie in context.setCookies { response.set(cookie) }
        switch cache {
        case _ where response.status.rawValue >= 500 || response.isPrivate: response.set("Cache-Control", "no-store")
        case .none: response.set("Cache-Control", "no-store")
        case .page: response.set("Cache-Control", "max-age=1, stale-while-revalidate=2")
        case .validated: response.set("Cache-Control", "private, no-cache")
        }
        response.isTagged = cache != .none
        response.write(for: context.request)
        exit(0)
    }

    /// What is answered where the server demands a sandbox that the kernel does not have.
    private func refuse(_ context: Context) -> Response {
        log(SandboxError(lacks: context.lacks), context)
        return context.failure(.serviceUnavailable)
    }

    private func respond(to context: Context, _ answer: (Context) throws -> Response) -> Response {
        guard let method = context.request.method else { return context.failure(.notImplemented) }
        guard methods.contains(method) else {
            var response = context.failure(.methodNotAllowed)
            response.set("Allow", methods.names.joined(separator: ", "))
            return response
        }
        // A route that takes no body ignores one, as RFC 9110, section 9.3.1, has it.
        // Forms carry no token, so that pages can be the same for everyone: what tells a form of ours from
        // another site's is what the browser says of where it came from.
        if !Methods.reading.contains(method) && !isBelieved(context) {
            return context.answer(.crossSite)
        }
        if body > 0 && context.request.body == .tooLarge { return context.failure(.contentTooLarge) }
        if body > 0 && context.request.body == .cutShort { return context.failure(.badRequest) }
        do {
            let response = try answer(context)
            if response.status == .seeOther { try context.forgetSentAgain() }
            return response
        } catch let refusal as Refusal {
            return context.answer(refusal)
        } catch {
            log(error, context)
            return context.failure(for: error)
        }
    }

    /// Whether the page that sent the request is one that may.
    private func isBelieved(_ context: Context) -> Bool {
        switch sender {
        case .ownPage: context.request.isSameOrigin
        case .linkedPage: context.request.isSameOrigin || context.request.hasUntoldOrigin && context.sessionToken == nil
        case .anyone: true
        }
    }

    /// Writes one line with the request's id to the server's log.
    public func log(_ error: any Error, _ context: Context) {
        let isDamage = (error as? SQLiteError)?.isDamage ?? false
        let remedy = isDamage ? " './foobar check --databases' tells more, and what to do." : ""
        let line = "\(context.request.id) \(name): \(error)\(remedy)\n"
        _ = line.utf8.withContiguousStorageIfAvailable { write(STDERR_FILENO, $0.baseAddress, $0.count) }
    }
}
