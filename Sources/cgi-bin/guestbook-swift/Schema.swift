import SQLite

/// The database of the guestbook. `cgi-bin/guestbook` makes the same table where it comes first.
let schema = Migrations(version: 1, needed: 1, [
    Migration(version: 1, readableFrom: 0, statements: [
        """
        CREATE TABLE IF NOT EXISTS entry (
            id INTEGER PRIMARY KEY,
            at INTEGER NOT NULL,
            member TEXT NOT NULL,               -- her name in addresses; empty for a stranger
            name TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 60),
            words TEXT NOT NULL CHECK (length(words) BETWEEN 1 AND 1000),
            held INTEGER NOT NULL
        )
        """,
    ]),
])
