import CGI
import Site

/// A form that was sent when its reader had to log in first: it waits until she has. The browser
/// keeps what brings it back in a cookie, and so no log has it.
extension Context {
    private var pendingCookie: String { request.isSecure ? "__Host-kept" : "kept" }

    /// The tokens of what this browser has waiting, oldest first.
    public var pendingTokens: [Token] {
        changedPending ?? (request.cookies[pendingCookie] ?? "").split(separator: ".").compactMap { Token(String($0)) }
    }

    /// Keeps the form that the request brought. `Refusal.signInNeeded` and `proofNeeded` do so; a route has nothing to do.
    ///
    /// Not kept: files, and whatever has a password in it.
    public func keepForLater() {
        guard request.method == .post, case .bytes(let body) = request.body, !request.form.fields.isEmpty,
            !request.form.fields.contains(where: { $0.name.hasSuffix("password") || $0.name == "code" }),
            (try? tries.count(.kept, place, now: now)) == true
        else { return }
        let query = request.query.text
        let path = request.scriptName + request.pathInfo + (query.isEmpty ? "" : "?\(query)")
        guard let token = try? members.keep(PendingForm(path: path, body: body), now: now) else { return }
        setPending((pendingTokens + [token]).suffix(PendingForm.most))
    }

    /// The forms that this browser has waiting, each with the token that drops it.
    public func pendingForms() throws -> [(token: Token, form: PendingForm)] {
        try pendingTokens.compactMap { token in
            try members.pending(token, now: now).map { (token, $0) }
        }
    }

    /// Forgets a form that is no longer wanted.
    public func dropPending(_ token: Token) throws {
        try members.dropPending(token)
        setPending(pendingTokens.filter { $0 != token }[...])
    }

    /// Forgets the form that the request has brought again, now that its route has done what it asks.
    func forgetSentAgain() throws {
        if request.method == .post, let token = request.form[Self.pendingField].flatMap({ Token($0) }) {
            try dropPending(token)
        }
    }

    /// The field by which a form says that it waited.
    static let pendingField = "kept"

    private func setPending(_ tokens: ArraySlice<Token>) {
        changedPending = Array(tokens)
        let value = tokens.map(\.text).joined(separator: ".")
        setCookies.append(
            SetCookie(pendingCookie, value, maxAge: value.isEmpty ? 0 : PendingForm.lifetime, isSecure: request.isSecure))
    }
}
