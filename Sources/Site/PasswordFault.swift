/// Why a password is not good enough to be one. Any character goes; length and how soon it would be guessed count,
/// and nothing else. Module Passwords finds out.
public enum PasswordFault: Sendable, Equatable {
    case tooShort, tooLong
    /// Among the first that somebody would guess.
    case tooEasy

    /// Characters. OWASP ASVS 5.0, 6.2.1 and 6.2.9.
    public static let shortest = 8
    public static let longest = 1_024
}
