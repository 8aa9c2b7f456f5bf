import SQLite

/// The forms that the two databases have had, oldest first.
///
/// `site.db` has what pages show, `members.db` what they must not. Each row of a schema costs every program
/// 15,000 to 20,000 instructions, so `site.db` keeps to 20 rows of them (a test counts): composite keys and
/// WITHOUT ROWID in place of indexes, and one table for every list that is shown in order.
public enum Schema {
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
                state TEXT NOT NULL,                    -- active, imported (nobody has claimed it), disabled
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
                comments_open INTEGER NOT NULL,
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
    ])
}
