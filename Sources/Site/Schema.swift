import SQLite

/// The forms that the two databases have had, oldest first.
///
/// `site.db` has what pages show, `members.db` what they must not. Each row of a schema costs every program
/// 15,000 to 20,000 instructions, so `site.db` keeps to 20 rows of them (a test counts): composite keys and
/// WITHOUT ROWID in place of indexes, and one table for every list that is shown in order.
public enum Schema {
    public static let site: [Migration] = [
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
                role TEXT NOT NULL DEFAULT 'member',    -- owner, moderator, author, member
                state TEXT NOT NULL DEFAULT 'active',   -- active, imported (nobody has claimed it), disabled
                about TEXT NOT NULL DEFAULT '',         -- a line about oneself, plain text
                link TEXT NOT NULL DEFAULT '',
                picture TEXT NOT NULL DEFAULT '',
                created_at INTEGER NOT NULL,
                post_count INTEGER NOT NULL DEFAULT 0
            )
            """,
            """
            CREATE TABLE post (
                id INTEGER PRIMARY KEY,
                slug TEXT NOT NULL UNIQUE,
                kind TEXT NOT NULL DEFAULT 'post',      -- post, page
                state TEXT NOT NULL DEFAULT 'published',-- draft, published (from published_at on), private, trash
                published_at INTEGER NOT NULL,          -- seconds since 1970; in the future: scheduled
                updated_at INTEGER NOT NULL,
                pinned INTEGER NOT NULL DEFAULT 0,
                unlisted INTEGER NOT NULL DEFAULT 0,
                protected INTEGER NOT NULL DEFAULT 0,   -- its password's hash is in members.db
                comments_open INTEGER NOT NULL DEFAULT 1,
                comment_count INTEGER NOT NULL DEFAULT 0,
                parent_id INTEGER,                      -- of a page in a tree
                position INTEGER NOT NULL DEFAULT 0,    -- of a page among its siblings
                authors TEXT NOT NULL DEFAULT '',       -- a line each: name, tab, shown
                tags TEXT NOT NULL DEFAULT '',          -- a line each: slug, tab, name
                image TEXT NOT NULL DEFAULT '',         -- address of the picture that stands for it
                title TEXT NOT NULL,
                excerpt TEXT NOT NULL DEFAULT '',       -- plain text
                html TEXT NOT NULL,                     -- safe, made when it was written
                format TEXT NOT NULL DEFAULT 'markdown',-- of the source: markdown, html
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
                kind TEXT NOT NULL DEFAULT 'tag',       -- tag, category
                parent TEXT NOT NULL DEFAULT '',        -- slug of the category above
                about TEXT NOT NULL DEFAULT '',
                post_count INTEGER NOT NULL DEFAULT 0
            ) WITHOUT ROWID
            """,
            """
            CREATE TABLE comment (
                id INTEGER PRIMARY KEY,
                post_id INTEGER NOT NULL REFERENCES post (id) ON DELETE CASCADE,
                path BLOB NOT NULL,                     -- ids from the thread's root to this one, 5 bytes each
                author_id INTEGER,                      -- a member, or a guest by name
                guest TEXT NOT NULL DEFAULT '',
                guest_link TEXT NOT NULL DEFAULT '',
                state TEXT NOT NULL DEFAULT 'visible',  -- visible, held, hidden, deleted
                created_at INTEGER NOT NULL,
                edited_at INTEGER,
                html TEXT NOT NULL,
                format TEXT NOT NULL DEFAULT 'markdown',
                source TEXT NOT NULL
            )
            """,
            "CREATE INDEX comment_thread ON comment (post_id, path)",
            "CREATE INDEX comment_author ON comment (author_id, id)",
            // Old addresses: a path with its query, or the whole address that an import knew a post by.
            """
            CREATE TABLE redirect (
                address TEXT PRIMARY KEY,
                post_id INTEGER,
                location TEXT,
                CHECK ((post_id IS NULL) <> (location IS NULL))
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
    ]

    public static let members: [Migration] = [
        Migration(version: 1, readableFrom: 1, statements: [
            """
            CREATE TABLE member (
                user_id INTEGER PRIMARY KEY,            -- user.id in site.db
                email TEXT UNIQUE
            )
            """,
            """
            CREATE TABLE post_password (
                post_id INTEGER PRIMARY KEY,            -- post.id in site.db
                hash TEXT NOT NULL                      -- Argon2id, as libsodium writes it
            )
            """,
        ]),
    ]
}
