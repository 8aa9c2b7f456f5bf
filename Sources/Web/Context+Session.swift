import CGI
import Site

/// Who is signed in. Public pages never ask: they are the same for everyone, and what is personal on them is
/// the work of `/me.css`.
extension Context {
    /// The cookie that holds the session's token. Over TLS it has the prefix that no other host, and no page
    /// without TLS, can set (RFC 6265bis, section 4.1.3.2); each scheme takes its own only.
    private var sessionCookie: String { request.isSecure ? "__Host-session" : "session" }

    /// The cookie that `/me.css` is made by. It grants nothing.
    private var displayCookie: String { "me" }

    /// The token that the client brought, whatever it is worth.
    public var sessionToken: Token? { request.cookies[sessionCookie].flatMap { Token($0) } }

    /// The session that the client is in.
    public var session: Session? {
        get throws { try sessionToken.flatMap { try members.session($0, now: now) } }
    }

    /// Whoever is signed in.
    public var viewer: Viewer? {
        get throws {
            if let knownViewer { return knownViewer }
            let viewer = try session.flatMap { try site.viewer(id: $0.userID) }
            knownViewer = .some(viewer)
            return viewer
        }
    }

    /// Whoever is signed in and may do this.
    /// - Throws: `Refusal.signInNeeded`, which leads to the sign-in page and back; `Refusal.forbidden`;
    ///   `Refusal.banned`.
    public func viewer(for act: Act) throws -> Viewer {
        guard let viewer = try viewer else { throw Refusal.signInNeeded }
        guard viewer.may(act) else { throw Refusal.forbidden(act) }
        if !act.isOpenToBanned, let ban = try members.ban(of: viewer.id, now: now) { throw Refusal.banned(ban) }
        return viewer
    }

    /// Whoever is signed in, and gave her password lately.
    /// - Throws: `Refusal.signInNeeded`, `Refusal.proofNeeded`.
    public func provenViewer() throws -> Viewer {
        guard let viewer = try viewer, let session = try session else { throw Refusal.signInNeeded }
        guard session.isProven(now: now) else { throw Refusal.proofNeeded }
        return viewer
    }

    /// Begins a session for somebody who has shown who she is, a new one each time; ends the one that the client
    /// came with.
    public func signIn(_ viewer: Viewer) throws {
        if let old = sessionToken { try members.endSession(old) }
        let device = TypedText(line: MetaVariables.value("HTTP_USER_AGENT"), limit: 200).text
        let token = try members.beginSession(userID: viewer.id, device: device, now: now)
        setCookies += [
            SetCookie(sessionCookie, token.text, maxAge: Session.absoluteTimeout, isSecure: request.isSecure),
            SetCookie(displayCookie, viewer.name, maxAge: Session.absoluteTimeout, isSecure: request.isSecure),
        ]
        knownViewer = .some(viewer)
    }

    /// Ends the session that the client is in.
    public func signOut() throws {
        if let token = sessionToken { try members.endSession(token) }
        forgetSession()
    }

    /// Takes the cookies of a session that is no more.
    func forgetSession() {
        setCookies += [
            SetCookie(sessionCookie, "", maxAge: 0, isSecure: request.isSecure),
            SetCookie(displayCookie, "", maxAge: 0, isSecure: request.isSecure),
        ]
        knownViewer = .some(nil)
    }
}
