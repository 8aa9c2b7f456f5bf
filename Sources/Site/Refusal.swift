/// Why something was not done that was asked for.
public enum Refusal: Error, Sendable, Equatable {
    /// Nobody is signed in, or the session has ended.
    case signInNeeded
    /// The password must be asked for again first: it was long ago.
    case proofNeeded
    /// The role does not give the right.
    case forbidden(Act)
    /// There is no such thing, or being told that there is would tell too much.
    case notFound
    /// A moderator has taken the right for a time, or for good.
    case banned(Ban)
    /// The request was made by another site's page.
    case crossSite
}
