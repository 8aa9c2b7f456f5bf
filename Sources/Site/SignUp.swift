/// Who may make an account.
public enum SignUp: String, Sendable, CaseIterable {
    case open
    /// Whoever a member has invited.
    case invited
    case closed
}
