import SQLite

/// The forms that the two databases have had, oldest first.
///
/// `site.db` has what pages show, `members.db` what they must not. Each row of a schema costs every program
/// 15,000 to 20,000 instructions, so `site.db` keeps to 20 rows of them (a test counts): composite keys and
/// WITHOUT ROWID in place of indexes, and one table for every list that is shown in order.
public enum Schema {
    /// By the databases' names.
    public static let all = ["site": site, "members": members, "tries": tries]

    public static let site = Migrations(version: 1, needed: 1, [
        Migration(version: 1, readableFrom: 1, statements: [
            """
            CREATE TABLE setting (
                name TEXT PRIMARY KEY,
                value TEXT NOT NULL
            ) WITHOUT ROWID
            """,
            """
            CREATE TABLE user (
                id INTEGER PRIMARY KEY,
                name TEXT NOT NULL UNIQUE,              -- [a-z0-9_-]{1,32}: in addresses and marks
                shown TEXT NOT NULL,                    -- the name that people read
                role TEXT NOT NULL,                     -- owner, moderator, author, member
                state TEXT NOT NULL,                    -- active, imported (nobody has claimed it), disabled, deleted
                about TEXT NOT NULL,                    -- a line about oneself, plain text
                link TEXT NOT NULL,
                picture TEXT NOT NULL,
                created_at INTEGER NOT NULL,
                post_count INTEGER NOT NULL
            )
            """,
            """
            CREATE TABLE post (
                id INTEGER PRIMARY KEY,
                slug TEXT NOT NULL UNIQUE,
                kind TEXT NOT NULL,                     -- post, page
                state TEXT NOT NULL,                    -- draft, published (from published_at on), private, trash
                published_at INTEGER NOT NULL,          -- seconds since 1970; in the future: scheduled
                updated_at INTEGER NOT NULL,
                pinned INTEGER NOT NULL,
                unlisted INTEGER NOT NULL,
                protected INTEGER NOT NULL,             -- its password's hash is in members.db
                comments_open INTEGER NOT NULL,         -- 0, 1; 2: closed by a moderator, whom its author can't overrule
                comment_count INTEGER NOT NULL,
                parent_id INTEGER,                      -- of a page in a tree
                position INTEGER NOT NULL,              -- of a page among its siblings
                authors TEXT NOT NULL,                  -- a line each: name, tab, shown
                tags TEXT NOT NULL,                     -- a line each: slug, tab, name
                image TEXT NOT NULL,                    -- address of the picture that stands for it
                title TEXT NOT NULL,
                excerpt TEXT NOT NULL,                  -- plain text
                html TEXT NOT NULL,                     -- safe, made when it was written
                format TEXT NOT NULL,                   -- of the source: markdown, html
                source TEXT NOT NULL
            )
            """,
            // Every list of posts that is shown: posts (home), pinned, by/NAME, tag/SLUG, pages/PARENT.
            // It is read along its key, so the last page of a million posts costs what the first does.
            """
            CREATE TABLE listing (
                list TEXT NOT NULL,
                sort_at INTEGER NOT NULL,               -- published_at; for pages their position
                post_id INTEGER NOT NULL,
                PRIMARY KEY (list, sort_at, post_id)
            ) WITHOUT ROWID
            """,
            """
            CREATE TABLE tag (
                slug TEXT PRIMARY KEY,
                name TEXT NOT NULL,
                kind TEXT NOT NULL,                     -- tag, category
                parent TEXT NOT NULL,                   -- slug of the category above
                about TEXT NOT NULL,
                post_count INTEGER NOT NULL
            ) WITHOUT ROWID
            """,
            """
            CREATE TABLE comment (
                id INTEGER PRIMARY KEY,
                post_id INTEGER NOT NULL REFERENCES post (id) ON DELETE CASCADE,
                path BLOB NOT NULL,                     -- ids from the thread's root to this one, 5 bytes each
                author_id INTEGER,                      -- a member; NULL for a guest
                author TEXT NOT NULL,                   -- name, tab, shown; a guest has no name
                guest_link TEXT NOT NULL,
                state TEXT NOT NULL,                    -- visible, held, hidden, deleted
                created_at INTEGER NOT NULL,
                edited_at INTEGER,
                html TEXT NOT NULL,
                format TEXT NOT NULL,
                source TEXT NOT NULL
            )
            """,
            "CREATE INDEX comment_thread ON comment (post_id, path)",
            "CREATE INDEX comment_author ON comment (author_id, id)",
            // What waits for a moderator.
            "CREATE INDEX comment_held ON comment (id) WHERE state = 'held'",
            // What moderators and owners did, for all to read.
            """
            CREATE TABLE act (
                id INTEGER PRIMARY KEY,
                at INTEGER NOT NULL,
                actor TEXT NOT NULL,                    -- name, tab, shown
                act TEXT NOT NULL,                      -- hide, restore, approve, lock, ban, role, ...
                target TEXT NOT NULL,                   -- address of what was acted on, as a path
                title TEXT NOT NULL,                    -- how people call it
                reason TEXT NOT NULL
            )
            """,
            // Old addresses: a path with its query, or the whole address that an import knew a post by.
            """
            CREATE TABLE redirect (
                address TEXT PRIMARY KEY,
                post_id INTEGER,
                location TEXT                           -- a path of this site, where it is no post
            ) WITHOUT ROWID
            """,
            // SQLite's own full-text search, the one thing here that PostgreSQL spells otherwise.
            // The rowid orders by time of publication: see SearchIndex.
            """
            CREATE VIRTUAL TABLE search USING fts5 (
                title, body, post_id UNINDEXED,
                tokenize = 'unicode61 remove_diacritics 2', prefix = '2 3'
            )
            """,
        ]),
    ])

    public static let members = Migrations(version: 1, needed: 1, [
        Migration(version: 1, readableFrom: 1, statements: [
            """
            CREATE TABLE member (
                user_id INTEGER PRIMARY KEY,            -- user.id in site.db
                email TEXT UNIQUE,                      -- lower-case; NULL for an import that had none
                password TEXT,                          -- Argon2id; NULL until one is set
                joined_at INTEGER NOT NULL,
                invited_by INTEGER,                     -- user_id
                totp_secret BLOB,                       -- 20 bytes; NULL without two factors
                totp_step INTEGER,                      -- of the last code that was used: none works twice
                banned_until INTEGER,                   -- 0: for good; NULL: not banned
                ban_reason TEXT,
                approved INTEGER NOT NULL DEFAULT 0,    -- comments of hers that a moderator let through
                mail_replies INTEGER NOT NULL DEFAULT 1,
                mail_mentions INTEGER NOT NULL DEFAULT 1,
                mail_follows INTEGER NOT NULL DEFAULT 1
            )
            """,
            "CREATE INDEX member_invited ON member (invited_by) WHERE invited_by IS NOT NULL",
            """
            CREATE TABLE session (
                hash BLOB PRIMARY KEY,                  -- of the token that the cookie holds
                user_id INTEGER NOT NULL,
                created_at INTEGER NOT NULL,
                seen_at INTEGER NOT NULL,
                proven_at INTEGER NOT NULL,             -- when the password was last asked for
                device TEXT NOT NULL
            ) WITHOUT ROWID
            """,
            "CREATE INDEX session_user ON session (user_id)",
            // By which programs act in a member's name.
            """
            CREATE TABLE access_token (
                hash BLOB PRIMARY KEY,                  -- of what follows the prefix
                user_id INTEGER NOT NULL,
                name TEXT NOT NULL,                     -- what its owner calls it
                scopes TEXT NOT NULL,                   -- with spaces between them
                created_at INTEGER NOT NULL,
                expires_at INTEGER NOT NULL,
                used_at INTEGER
            ) WITHOUT ROWID
            """,
            "CREATE INDEX access_token_user ON access_token (user_id)",
            // What a link in a mail, or one that the owner hands on, is good for; once.
            """
            CREATE TABLE token (
                hash BLOB PRIMARY KEY,
                kind TEXT NOT NULL,                     -- confirm, reset, email, invite, owner, totp, unsubscribe
                user_id INTEGER,
                data TEXT NOT NULL,
                created_at INTEGER NOT NULL,
                expires_at INTEGER NOT NULL
            ) WITHOUT ROWID
            """,
            "CREATE INDEX token_user ON token (user_id, kind)",
            "CREATE TABLE recovery_code (user_id INTEGER NOT NULL, hash BLOB NOT NULL, PRIMARY KEY (user_id, hash)) WITHOUT ROWID",
            // What somebody sent when her session had ended: it waits until she has signed in again.
            """
            CREATE TABLE pending (
                hash BLOB PRIMARY KEY,
                path TEXT NOT NULL,
                body BLOB NOT NULL,
                expires_at INTEGER NOT NULL
            ) WITHOUT ROWID
            """,
            "CREATE INDEX pending_end ON pending (expires_at)",
            """
            CREATE TABLE revision (
                id INTEGER PRIMARY KEY,
                post_id INTEGER NOT NULL,
                author_id INTEGER NOT NULL,
                at INTEGER NOT NULL,
                title TEXT NOT NULL,
                tags TEXT NOT NULL,
                source TEXT NOT NULL
            )
            """,
            "CREATE INDEX revision_post ON revision (post_id, id)",
            "CREATE INDEX revision_author ON revision (author_id, id)",
            """
            CREATE TABLE upload (
                id INTEGER PRIMARY KEY,
                user_id INTEGER NOT NULL,
                name TEXT NOT NULL UNIQUE,              -- of its file in the data folder's uploads/
                title TEXT NOT NULL,                    -- as it was called where it came from
                type TEXT NOT NULL,                     -- media type, told by content
                size INTEGER NOT NULL,                  -- bytes, all its forms together
                width INTEGER,
                height INTEGER,
                at INTEGER NOT NULL
            )
            """,
            "CREATE INDEX upload_user ON upload (user_id, id)",
            """
            CREATE TABLE follow (
                post_id INTEGER NOT NULL,
                user_id INTEGER NOT NULL,
                PRIMARY KEY (post_id, user_id)
            ) WITHOUT ROWID
            """,
            "CREATE INDEX follow_user ON follow (user_id)",
            """
            CREATE TABLE flag (
                id INTEGER PRIMARY KEY,
                target TEXT NOT NULL,                   -- post/ID, comment/ID
                user_id INTEGER NOT NULL,
                reason TEXT NOT NULL,
                at INTEGER NOT NULL,
                closed_at INTEGER,
                UNIQUE (target, user_id)
            )
            """,
            "CREATE INDEX flag_user ON flag (user_id)",
            "CREATE INDEX flag_open ON flag (id) WHERE closed_at IS NULL",
            "CREATE TABLE note (id INTEGER PRIMARY KEY, user_id INTEGER NOT NULL, author_id INTEGER NOT NULL, at INTEGER NOT NULL, text TEXT NOT NULL)",
            "CREATE INDEX note_user ON note (user_id, id)",
            "CREATE INDEX note_author ON note (author_id)",
            // Mail that waits, and what could not be delivered.
            """
            CREATE TABLE mail (
                id INTEGER PRIMARY KEY,
                recipient TEXT NOT NULL,
                subject TEXT NOT NULL,
                body TEXT NOT NULL,
                unsubscribe TEXT NOT NULL,              -- address for List-Unsubscribe, or empty
                at INTEGER NOT NULL,
                next_at INTEGER NOT NULL,               -- not before this is it tried
                tries INTEGER NOT NULL,
                error TEXT NOT NULL
            )
            """,
            "CREATE INDEX mail_next ON mail (next_at)",
            // Who else hears of what happens.
            """
            CREATE TABLE hook (
                id INTEGER PRIMARY KEY,
                address TEXT NOT NULL,
                secret TEXT NOT NULL,                   -- whsec_ and a key in Base64
                events TEXT NOT NULL,                   -- a space between
                created_at INTEGER NOT NULL,
                taken_at INTEGER,                       -- when it took one last
                disabled_at INTEGER,                    -- NULL: in use
                fault TEXT NOT NULL                     -- why it is not
            )
            """,
            """
            CREATE TABLE hook_delivery (
                id INTEGER PRIMARY KEY,
                hook_id INTEGER NOT NULL REFERENCES hook (id) ON DELETE CASCADE,
                event TEXT NOT NULL,                    -- its id: post-12, comment-34, member-5
                body TEXT NOT NULL,                     -- JSON; empty once it was taken
                at INTEGER NOT NULL,
                next_at INTEGER NOT NULL,               -- not before this is it tried
                tries INTEGER NOT NULL,
                delivered_at INTEGER,
                answer TEXT NOT NULL,
                UNIQUE (hook_id, event)
            )
            """,
            "CREATE INDEX hook_delivery_next ON hook_delivery (next_at)",
            // How far somebody who goes over site.db has come.
            "CREATE TABLE cursor (name TEXT PRIMARY KEY, value INTEGER NOT NULL) WITHOUT ROWID",
            """
            CREATE TABLE post_password (
                post_id INTEGER PRIMARY KEY,            -- post.id in site.db
                hash TEXT NOT NULL                      -- Argon2id, as libsodium writes it
            )
            """,
        ]),
    ])
    /// Not among what is kept: a server that loses it forgets who tried too often, and nothing else.
    public static let tries = Migrations(version: 1, needed: 1, [
        Migration(version: 1, readableFrom: 1, statements: [
            """
            CREATE TABLE try (
                key BLOB PRIMARY KEY,                   -- hash of what is limited, and whose
                free_at INTEGER NOT NULL                -- when all tries so far are forgotten
            ) WITHOUT ROWID
            """,
            "CREATE INDEX try_free ON try (free_at)",
        ]),
    ])
}
