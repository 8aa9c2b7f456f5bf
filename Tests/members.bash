# For bats: a site with members, whose routes are run from the shell (foobar request).
#
#   load members
#   setup() { make_site; member alice moderator; member bob; post hello; }

checkout=$(cd "$BATS_TEST_DIRNAME/.." && pwd)
foobar=$checkout/.build/release/foobar
export FOOBAR_HOME=$checkout

# Makes a data folder with one post: hello, by ann, id 1.
make_site() {
    data=$BATS_TEST_TMPDIR/data
    mkdir "$BATS_TEST_TMPDIR/posts"
    printf -- '---\ntitle: Hello\ndate: 2020-01-01\nauthor: Ann\n---\nWords.\n' >"$BATS_TEST_TMPDIR/posts/hello.md"
    "$foobar" import "$BATS_TEST_TMPDIR/posts" --data "$data" >/dev/null
}

# sql site|members STATEMENT: what it answers, a line each, columns apart by |.
sql() {
    python3 - "$data/$1.db" "$2" <<'PYTHON'
import sqlite3, sys
database = sqlite3.connect(sys.argv[1], isolation_level=None, timeout=10)
for row in database.execute(sys.argv[2]):
    print("|".join("" if value is None else str(value) for value in row))
PYTHON
}

# A session's token, made of a name.
token() {
    printf '%s%043d' "$1" 0 | cut -c 1-43
}

# member NAME [ROLE]: somebody with an account and a session.
member() {
    sql site "INSERT INTO user (name, shown, role, state, about, link, picture, created_at, post_count)
        VALUES ('$1', '${1^}', '${2-member}', 'active', '', '', '', 0, 0)"
    python3 - "$data" "$1" "$(token "$1")" <<'PYTHON'
import hashlib, sqlite3, sys, time
data, name, token = sys.argv[1:]
user = sqlite3.connect(data + "/site.db").execute("SELECT id FROM user WHERE name = ?", (name,)).fetchone()[0]
members = sqlite3.connect(data + "/members.db", timeout=10)
now = int(time.time())
members.execute("INSERT INTO member (user_id, email, joined_at) VALUES (?, ?, 0)", (user, name + "@example.com"))
members.execute("INSERT INTO session (hash, user_id, created_at, seen_at, proven_at, device) VALUES (?, ?, ?, ?, ?, '')",
                (hashlib.blake2b(token.encode(), digest_size=32).digest(), user, now, now, now))
members.commit()
PYTHON
}

# as NAME METHOD PATH [OPTION...]: the whole answer to a member, without carriage returns; `-` is nobody.
as() {
    local session=()
    [ "$1" = - ] || session=(--header "Cookie: session=$(token "$1")")
    "$foobar" request "$2" "$3" --include --data "$data" --header 'Sec-Fetch-Site: same-origin' \
        --header 'Host: localhost' "${session[@]}" "${@:4}" | tr -d '\r'
}

# says STATUS [TEXT...]: the answer on standard input has the status, and these words.
says() {
    local answer word
    answer=$(cat)
    head -n 1 <<<"$answer" | grep -qE "(^HTTP/1.1|^Status:) $1 " || { echo "$answer"; return 1; }
    for word in "${@:2}"; do
        grep -qF -- "$word" <<<"$answer" || { echo "Without '$word':"; echo "$answer"; return 1; }
    done
}

# says_not TEXT...: the answer on standard input has none of these.
says_not() {
    local answer word
    answer=$(cat)
    for word in "$@"; do
        ! grep -qF -- "$word" <<<"$answer" || { echo "With '$word':"; echo "$answer"; return 1; }
    done
}
