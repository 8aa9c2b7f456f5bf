# For bats: people who are signed in, without the way there.
#
#   load people
#   person alice owner            puts an account and a session of hers into $data
#   as alice GET /settings        runs a route with it

# The session token of somebody: 43 characters.
token() {
    printf '%s%043d' "$1" 0 | cut -c1-43
}

# person NAME ROLE: an account in use, with a session whose password was asked for just now.
person() {
    python3 - "$data" "$1" "$2" "$(token "$1")" <<'PYTHON'
import hashlib, sqlite3, sys, time
data, name, role, token = sys.argv[1:]
now = int(time.time())
def open_(file):
    connection = sqlite3.connect(f"{data}/{file}")
    connection.execute("PRAGMA wal_autocheckpoint = 0")
    return connection
with open_("site.db") as site:
    user = site.execute(
        "INSERT INTO user (name, shown, role, state, about, link, picture, created_at, post_count)"
        " VALUES (?, ?, ?, 'active', '', '', '', ?, 0)", (name, name.capitalize(), role, now)).lastrowid
with open_("members.db") as members:
    members.execute("INSERT INTO member (user_id, email, joined_at) VALUES (?, ?, ?)", (user, f"{name}@example.org", now))
    hash = hashlib.blake2b(token.encode(), digest_size=32).digest()
    members.execute("INSERT INTO session VALUES (?, ?, ?, ?, ?, 'test')", (hash, user, now, now, now))
PYTHON
}

# as NAME METHOD PATH [OPTION...]: foobar request with her session, from a page of ours.
as() {
    "$foobar" request "$2" "$3" --data "$data" --header "Cookie: session=$(token "$1")" \
        --header 'Sec-Fetch-Site: same-origin' "${@:4}" || [ $? -eq 4 ]
}

# sql FILE STATEMENT: what a statement answers, or does.
sql() {
    python3 - "$data/$1" "$2" <<'PYTHON'
import sqlite3, sys
with sqlite3.connect(sys.argv[1]) as connection:
    connection.execute("PRAGMA wal_autocheckpoint = 0")
    for row in connection.execute(sys.argv[2]):
        print("|".join("" if value is None else str(value) for value in row))
PYTHON
}
