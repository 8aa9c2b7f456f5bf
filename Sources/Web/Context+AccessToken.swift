import CGI
import Site

extension Context {
    /// The access token that the request brought, with whoever made it; nil where it brought none. Cookies count for
    /// nothing from here on, so that no page of another site can act in a reader's name.
    /// - Throws: `Problem` where it brought one that opens nothing.
    public func accessToken() throws -> (token: AccessToken, holder: Viewer)? {
        knownViewer = .some(nil)
        guard let bearer = request.bearer else { return nil }
        guard let text = AccessToken.token(bearer), let token = try members.accessToken(text, now: now),
            let holder = try site.viewer(id: token.userID)
        else { throw Problem.badToken }
        knownViewer = .some(holder)
        return (token, holder)
    }
}
