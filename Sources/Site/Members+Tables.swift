import SQLite

/// What of `members.db` an export has as JSON. Sessions, links, hooks and mail that waits are not among it.
public enum MembersTable: String, Sendable, CaseIterable {
    case members, revisions, uploads, follows, flags, notes, cursors
    /// Only where hashes are asked for.
    case postPasswords = "post-passwords", recoveryCodes = "recovery-codes"

    /// Whether it is nothing but secrets.
    public var isSecret: Bool { self == .postPasswords || self == .recoveryCodes }

    fileprivate var select: StaticString {
        switch self {
        case .members:
            """
            SELECT json_object('user_id', user_id, 'email', email, 'joined_at', joined_at, 'invited_by', invited_by,
                'banned_until', banned_until, 'ban_reason', ban_reason, 'approved', approved,
                'mail_replies', mail_replies, 'mail_mentions', mail_mentions, 'mail_follows', mail_follows,
                'password', iif(?1, password, NULL),
                'totp_secret', iif(?1 AND totp_secret IS NOT NULL, hex(totp_secret), NULL),
                'totp_step', iif(?1, totp_step, NULL))
            FROM member ORDER BY user_id
            """
        case .revisions:
            """
            SELECT json_object('id', id, 'post_id', post_id, 'author_id', author_id, 'at', at, 'title', title,
                'tags', tags, 'source', source) FROM revision WHERE ?1 IS NOT NULL ORDER BY id
            """
        case .uploads:
            """
            SELECT json_object('id', id, 'user_id', user_id, 'name', name, 'title', title, 'type', type, 'size', size,
                'width', width, 'height', height, 'at', at) FROM upload WHERE ?1 IS NOT NULL ORDER BY id
            """
        case .follows:
            """
            SELECT json_object('post_id', post_id, 'user_id', user_id) FROM follow
            WHERE ?1 IS NOT NULL ORDER BY post_id, user_id
            """
        case .flags:
            """
            SELECT json_object('id', id, 'target', target, 'user_id', user_id, 'reason', reason, 'at', at,
                'closed_at', closed_at) FROM flag WHERE ?1 IS NOT NULL ORDER BY id
            """
        case .notes:
            """
            SELECT json_object('id', id, 'user_id', user_id, 'author_id', author_id, 'at', at, 'text', text)
            FROM note WHERE ?1 IS NOT NULL ORDER BY id
            """
        case .cursors: "SELECT json_object('name', name, 'value', value) FROM cursor WHERE ?1 IS NOT NULL ORDER BY name"
        case .postPasswords:
            "SELECT json_object('post_id', post_id, 'hash', hash) FROM post_password WHERE ?1 ORDER BY post_id"
        case .recoveryCodes:
            "SELECT json_object('user_id', user_id, 'hash', hex(hash)) FROM recovery_code WHERE ?1 ORDER BY user_id"
        }
    }

    fileprivate var insert: StaticString {
        switch self {
        case .members:
            """
            INSERT INTO member (user_id, email, password, joined_at, invited_by, totp_step, banned_until, ban_reason,
                approved, mail_replies, mail_mentions, mail_follows)
            SELECT value ->> 'user_id', value ->> 'email', value ->> 'password', value ->> 'joined_at',
                value ->> 'invited_by', value ->> 'totp_step', value ->> 'banned_until', value ->> 'ban_reason',
                value ->> 'approved', value ->> 'mail_replies', value ->> 'mail_mentions', value ->> 'mail_follows'
            FROM json_each(?)
            """
        case .revisions:
            """
            INSERT INTO revision (id, post_id, author_id, at, title, tags, source)
            SELECT value ->> 'id', value ->> 'post_id', value ->> 'author_id', value ->> 'at', value ->> 'title',
                value ->> 'tags', value ->> 'source' FROM json_each(?)
            """
        case .uploads:
            """
            INSERT INTO upload (id, user_id, name, title, type, size, width, height, at)
            SELECT value ->> 'id', value ->> 'user_id', value ->> 'name', value ->> 'title', value ->> 'type',
                value ->> 'size', value ->> 'width', value ->> 'height', value ->> 'at' FROM json_each(?)
            """
        case .follows:
            "INSERT INTO follow (post_id, user_id) SELECT value ->> 'post_id', value ->> 'user_id' FROM json_each(?)"
        case .flags:
            """
            INSERT INTO flag (id, target, user_id, reason, at, closed_at)
            SELECT value ->> 'id', value ->> 'target', value ->> 'user_id', value ->> 'reason', value ->> 'at',
                value ->> 'closed_at' FROM json_each(?)
            """
        case .notes:
            """
            INSERT INTO note (id, user_id, author_id, at, text)
            SELECT value ->> 'id', value ->> 'user_id', value ->> 'author_id', value ->> 'at', value ->> 'text'
            FROM json_each(?)
            """
        case .cursors:
            "INSERT OR REPLACE INTO cursor (name, value) SELECT value ->> 'name', value ->> 'value' FROM json_each(?)"
        case .postPasswords:
            "INSERT INTO post_password (post_id, hash) SELECT value ->> 'post_id', value ->> 'hash' FROM json_each(?)"
        // Hexadecimal digits: the bytes follow.
        case .recoveryCodes: "SELECT ?"
        }
    }
}

extension Members {
    /// A table as a JSON array, a row on each line.
    /// - Parameter withSecrets: with hashes of passwords and what makes the codes of a second factor.
    public func json(_ table: MembersTable, withSecrets: Bool) throws -> [UInt8] {
        var lines = JSONLines()
        try database.query(table.select, withSecrets) { lines.add($0) }
        return lines.taken()
    }

    /// Puts back what `json` gave; in a transaction.
    public func restore(_ table: MembersTable, _ json: String) throws {
        try database.run(table.insert, json)
        if table == .members {
            for (id, secret) in try bytes("totp_secret", in: json) {
                try database.run("UPDATE member SET totp_secret = ? WHERE user_id = ?", secret, id)
            }
        }
        if table == .recoveryCodes {
            for (id, hash) in try bytes("hash", in: json) {
                try database.run("INSERT INTO recovery_code (user_id, hash) VALUES (?, ?)", id, hash)
            }
        }
    }

    /// The bytes of a member's column, which JSON has as hexadecimal digits.
    private func bytes(_ column: String, in json: String) throws -> [(userID: Int, bytes: [UInt8])] {
        var values: [(Int, [UInt8])] = []
        try database.query(
            """
            SELECT value ->> 'user_id', value ->> ? FROM json_each(?)
            """, column, json
        ) { row in
            let digits = Array(row.string(1))
            let bytes = stride(from: 0, to: digits.count - 1, by: 2).compactMap { UInt8(String(digits[$0...$0 + 1]), radix: 16) }
            if !bytes.isEmpty { values.append((row.int(0), bytes)) }
        }
        return values
    }
}
