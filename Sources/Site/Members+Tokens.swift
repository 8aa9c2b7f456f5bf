import SQLite

/// What a link is good for.
public enum TokenKind: String, Sendable {
    /// Confirms the address of a new member.
    case confirm
    /// Lets somebody choose a new password.
    case reset
    /// Confirms a changed address, which `data` holds.
    case email
    /// Lets somebody sign up.
    case invite
    /// Makes the site's first owner.
    case owner
    /// Stands for a password that was right while the second factor is still asked for.
    case totp
    /// Ends mail of one kind.
    case unsubscribe

    /// How long it is good, in seconds.
    public var lifetime: Int {
        switch self {
        case .totp: 600
        case .reset, .owner: 3_600 * 24
        case .confirm, .email: 3_600 * 72
        case .invite: 86_400 * 30
        case .unsubscribe: 86_400 * 400
        }
    }
}

extension Members {
    /// Makes a link's token.
    public func addToken(_ kind: TokenKind, userID: Int?, data: String = "", now: Int) throws -> Token {
        let token = Token()
        try database.run(
            "INSERT INTO token (hash, kind, user_id, data, created_at, expires_at) VALUES (?, ?, ?, ?, ?, ?)",
            token.hash, kind.rawValue, userID, data, now, now + kind.lifetime)
        return token
    }

    /// Whose a token is and what it holds; nil where it is not known, or good no more.
    public func token(_ token: Token, _ kind: TokenKind, now: Int) throws -> (userID: Int?, data: String)? {
        try database.first(
            "SELECT user_id, data FROM token WHERE hash = ? AND kind = ? AND expires_at > ? AND created_at < ?",
            token.hash, kind.rawValue, now, now + Session.clockError
        ) { ($0.optionalInt(0), $0.string(1)) }
    }

    /// Takes a token out of use.
    /// - Returns: false where somebody else has just done so: then what it was good for is done already.
    public func useToken(_ token: Token) throws -> Bool {
        try database.run("DELETE FROM token WHERE hash = ?", token.hash) > 0
    }

    /// Takes all tokens of a kind that a member has out of use.
    public func dropTokens(_ kind: TokenKind, of userID: Int) throws {
        try database.run("DELETE FROM token WHERE user_id = ? AND kind = ?", userID, kind.rawValue)
    }
}

extension Members {
    /// Makes the link that makes the site's first owner; those made before are good no more.
    public func addOwnerToken(now: Int) throws -> Token {
        try transaction {
            try database.run("DELETE FROM token WHERE user_id IS NULL AND kind = 'owner'")
            return try addToken(.owner, userID: nil, now: now)
        }
    }
}
