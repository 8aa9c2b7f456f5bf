import SQLite

/// A form that was sent when its reader's session had ended.
public struct PendingForm: Sendable, Equatable {
    /// For so long, in seconds, it is kept.
    public static let lifetime = 86_400 * 2
    /// So many of one browser.
    public static let most = 4

    /// The address that it was for: a path with its query.
    public let path: String
    /// As it came, `application/x-www-form-urlencoded`.
    public let body: [UInt8]

    public init(path: String, body: [UInt8]) {
        self.path = path
        self.body = body
    }
}

extension Members {
    /// Keeps a form.
    /// - Returns: the token that brings it back.
    public func keep(_ form: PendingForm, now: Int) throws -> Token {
        let token = Token()
        try database.run(
            "INSERT INTO pending (hash, path, body, expires_at) VALUES (?, ?, ?, ?)",
            token.hash, form.path, form.body, now + PendingForm.lifetime)
        return token
    }

    public func pending(_ token: Token, now: Int) throws -> PendingForm? {
        try database.first("SELECT path, body FROM pending WHERE hash = ? AND expires_at > ?", token.hash, now) {
            PendingForm(path: $0.string(0), body: $0.blob(1))
        }
    }

    public func dropPending(_ token: Token) throws {
        try database.run("DELETE FROM pending WHERE hash = ?", token.hash)
    }
}
