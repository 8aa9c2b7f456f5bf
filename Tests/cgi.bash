# For bats: routes and scripts, run from the shell as nginx would run them, on a site of the test's own.
#
#   load cgi
#   @test "a post has its title" {
#       get /posts/hello
#       assert_status 200
#       assert_html h1 Hello
#   }
#
#   get PATH, post PATH NAME=VALUE...      a request; more options of foobar request may follow
#   request METHOD PATH [OPTION...]        any other
#   as NAME get /account                   the same by a member
#   member NAME [ROLE]                     makes one
#   sql DATABASE STATEMENT [VALUE...]      what a database answers, columns apart by |
#   mails                                  the mail that waits: to, subject, text
#   assert_status 200                      of the last answer
#   assert_header NAME VALUE               whole; * and ? stand for anything
#   assert_html SELECTOR [TEXT]            an element that a CSS selector finds has this text, whole
#   refute_html SELECTOR [TEXT]            none has
#   assert_body TEXT, refute_body TEXT     somewhere in the body
#
# Each test begins with a site that has one post, `hello`, by ann. A test file with a setup of its own calls
# make_site in it.

checkout=${FOOBAR_HOME:-$(cd "$BATS_TEST_DIRNAME/.." && pwd)}
foobar=$checkout/.build/release/foobar
export FOOBAR_HOME=$checkout
# Where the site's own scripts find what they call, so that a test can call it too.
export FOOBAR_TOOLS=$checkout/.build/tools
# What reads HTML.
python=$checkout/.build-tools/bin/python3
[ -x "$python" ] || python=python3

setup() {
    make_site
}

# Makes the site.
make_site() {
    data=$BATS_TEST_TMPDIR/data
    mkdir -p "$BATS_TEST_TMPDIR/posts"
    printf -- '---\ntitle: Hello\ndate: 2020-01-01\nauthor: Ann\n---\nWords.\n' >"$BATS_TEST_TMPDIR/posts/hello.md"
    "$foobar" import "$BATS_TEST_TMPDIR/posts" --data "$data" >/dev/null
}

# The session token of a member: 43 characters, made of the name.
token() {
    printf '%s%043d' "$1" 0 | cut -c 1-43
}

# An account in use, with an address and a session whose password was asked for just now.
member() {
    python3 - "$data" "$1" "${2-member}" "$(token "$1")" <<'PYTHON'
import hashlib, sqlite3, sys, time
data, name, role, token = sys.argv[1:]
now = int(time.time())
def open_(file):
    connection = sqlite3.connect(f"{data}/{file}", timeout=10)
    connection.execute("PRAGMA wal_autocheckpoint = 0")
    return connection
with open_("site.db") as site:
    user = site.execute(
        "INSERT INTO user (name, shown, role, state, about, link, picture, created_at, post_count)"
        " VALUES (?, ?, ?, 'active', '', '', '', ?, 0)"
        # Somebody whom an import brought takes up her name.
        " ON CONFLICT (name) DO UPDATE SET role = excluded.role, state = 'active' RETURNING id",
        (name, name.capitalize(), role, now)).fetchone()[0]
with open_("members.db") as members:
    members.execute("INSERT INTO member (user_id, email, joined_at) VALUES (?, ?, ?)", (user, f"{name}@example.org", now))
    hash = hashlib.blake2b(token.encode(), digest_size=32).digest()
    members.execute("INSERT INTO session (hash, user_id, created_at, seen_at, proven_at, device)"
                    " VALUES (?, ?, ?, ?, ?, 'test')", (hash, user, now, now, now))
PYTHON
}

# `site`, `members`, or a script's own.
sql() {
    local rows
    rows=$(FOOBAR_DATA=$data "$FOOBAR_TOOLS/sql" "$@")
    [ -z "$rows" ] || tr '\t' '|' <<<"$rows"
}

mails() {
    sql members "SELECT 'To: ' || recipient || char(10) || 'Subject: ' || subject || char(10) || char(10) || body FROM mail ORDER BY id"
}

# request METHOD PATH [OPTION...]: keeps the answer for the assertions, and prints it without carriage returns.
# What changes something comes from a page of the site, unless a header says otherwise.
request() {
    local cookie=() origin=()
    [ -z "${session-}" ] || cookie=(--header "Cookie: session=$session")
    case $1 in GET | HEAD) ;; *) origin=(--header 'Sec-Fetch-Site: same-origin') ;; esac
    "$foobar" request "$1" "$2" --include --data "$data" --header 'Host: localhost' "${origin[@]}" "${cookie[@]}" "${@:3}" \
        >"$BATS_TEST_TMPDIR/answer" || case $? in 4 | 5) ;; *) return 1 ;; esac
    tr -d '\r' <"$BATS_TEST_TMPDIR/answer"
}

get() {
    request GET "$@"
}

# Fields of the form, up to the first option.
post() {
    local path=$1 fields=()
    shift
    while [ $# -gt 0 ] && [[ $1 != --* ]]; do
        fields+=(--form "$1")
        shift
    done
    request POST "$path" "${fields[@]}" "$@"
}

# as NAME get|post|METHOD PATH ...: by a member; `-` is nobody.
as() {
    local session=
    [ "$1" = - ] || session=$(token "$1")
    case $2 in
    [A-Z]*) request "${@:2}" ;;
    *) "${@:2}" ;;
    esac
}

# The last answer without its head.
body() {
    LC_ALL=C sed '1,/^\r*$/d' "$BATS_TEST_TMPDIR/answer"
}

assert_status() {
    local line
    line=$(head -n 1 "$BATS_TEST_TMPDIR/answer" | tr -d '\r')
    [[ $line == "HTTP/1.1 $1 "* || $line == "HTTP/1.1 $1" ]] || { echo "The status is not $1: $line"; return 1; }
}

assert_header() {
    local name value found=
    while IFS=: read -r name value; do
        [ "${name,,}" = "${1,,}" ] || continue
        found=yes value=${value# }
        # shellcheck disable=SC2053
        if [[ $value == $2 ]]; then return 0; fi
        echo "$name is '$value' and not '$2'."
    done < <(sed '/^\r*$/q' "$BATS_TEST_TMPDIR/answer" | tr -d '\r')
    [ -n "$found" ] || echo "There is no header $1."
    return 1
}

assert_html() {
    body | "$python" "$checkout/Tests/select" "$@"
}

refute_html() {
    local found
    if found=$(assert_html "$@"); then
        echo "There is '$1'${2+ with '$2'}, and should not be: $found"
        return 1
    fi
}

assert_body() {
    grep -qF -- "$1" <(body) || { echo "The body is without '$1':"; body; return 1; }
}

refute_body() {
    ! grep -qF -- "$1" <(body) || { echo "The body has '$1':"; body; return 1; }
}

# For a pipe: as bob POST /comment/1 --form text=Hi | says 303 '/posts/hello#c1'
# says STATUS [TEXT...]: the answer on standard input has the status, and these words.
says() {
    local answer word
    answer=$(cat)
    grep -qE "^HTTP/1.1 $1( |\$)" <<<"${answer%%$'\n'*}" || { echo "$answer"; return 1; }
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
