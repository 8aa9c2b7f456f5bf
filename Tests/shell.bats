#!/usr/bin/env bats
# What the operator does from a shell: requests as a member, repeated, traced and compared; SQL; completion.
bats_require_minimum_version 1.5.0
load server

setup() {
    make_home
    rm "$home"/cgi-bin/*
}

teardown() {
    stop_server
}

# Makes a site with a post and an owner, answered by the site's own programs.
make_site() {
    rmdir "$home/cgi-bin"
    ln -s "$checkout/cgi-bin" "$home/cgi-bin"
    mkdir "$BATS_TEST_TMPDIR/posts"
    printf -- '---\ntitle: Hello\ndate: 2020-01-01\nauthor: Ann\n---\nWords.\n' >"$BATS_TEST_TMPDIR/posts/hello.md"
    "$foobar" import "$BATS_TEST_TMPDIR/posts" --data "$data" >/dev/null
    "$foobar" user add olga --email olga@example.com --role owner --data "$data" >/dev/null
}

# members.db, asked past the command.
members() {
    sqlite3 -readonly "$data/members.db" "$1"
}

@test "the exit code of request tells the status" {
    program answer <<<$'#!/bin/sh\ncat >/dev/null\nprintf "Status: %s X\\nContent-Type: text/plain\\n\\nx" "$QUERY_STRING"'
    local status_ code
    for status_ in 200:0 204:0 303:0 304:0 404:4 451:4 500:5 503:5; do
        code=${status_#*:}
        run "-$code" "$foobar" request GET "/answer?${status_%:*}"
        [ "$output" = x ]
    done
    run -64 "$foobar" request GET / --repeat 2 --trace
    run -64 "$foobar" request GET / --repeat 0
    run -64 "$foobar" request POST / --against http://localhost:1
}

@test "request --as asks in a session that was made for it and is gone after it" {
    make_site
    [ "$("$foobar" request GET /settings --data "$data" --include | head -1)" = $'HTTP/1.1 303 See Other\r' ]
    "$foobar" request GET /settings --data "$data" --as olga | grep -q '<form'
    [ "$(members 'SELECT count(*) FROM session')" = 0 ]
    # A form of this site's own, by somebody whose password counts as just given.
    "$foobar" request POST /write/new --data "$data" --as olga --include --form title=Neu --form source=Worte --form do=draft |
        head -1 | grep -q 303
    [ "$("$foobar" sql 'SELECT count(*) FROM post' --data "$data")" = 2 ]
    "$foobar" request GET /account/sessions --data "$data" --as olga >/dev/null
    run -1 "$foobar" request GET / --data "$data" --as nobody
    [[ $output == *"no account with the name 'nobody'"* ]]
    run -4 "$foobar" request GET /nothing-there --data "$data" --as olga
    [ "$(members 'SELECT count(*) FROM session')" = 0 ]
}

@test "a session of --as is gone though Ctrl-C ended the program, and would end by itself" {
    make_site
    rm "$home/cgi-bin" && mkdir "$home/cgi-bin"
    program waits <<<$'#!/bin/sh\ntouch "$FOOBAR_DATA/waiting"\nexec sleep 20'
    # In a process group of its own, as a shell starts it.
    setsid "$foobar" request GET /waits --data "$data" --as olga >/dev/null 2>&1 3>&- &
    local pid=$!
    for _ in {1..100}; do [ -e "$data/waiting" ] && break; sleep 0.05; done
    # At the most ten minutes are left to it.
    [ "$(members "SELECT count(*) FROM session WHERE created_at + 90 * 86400 <= $(date +%s) + 601")" = 1 ]
    kill -INT -- "-$pid"
    ! wait "$pid" || false
    [ "$(members 'SELECT count(*) FROM session')" = 0 ]
}

@test "request --repeat tells times, page faults and memory" {
    make_site
    run -0 "$foobar" request GET / --data "$data" --repeat 20
    echo "$output"
    [[ ${lines[0]} =~ ^'20 × 200 OK, '[0-9]+' bytes'$ ]]
    [[ ${lines[1]} =~ min\ +median\ +p99\ +mean ]]
    [[ ${lines[2]} =~ ^time(\ +[0-9]+\.[0-9]+\ ms){4}$ ]]
    [[ ${lines[3]} =~ ^processor(\ +[0-9]+\.[0-9]+\ ms){4}$ ]]
    [[ ${lines[4]} =~ ^page\ faults(\ +[0-9]+){4}$ ]]
    # A route takes some MB, and this command more than twenty: it is the route's that is told.
    [[ ${lines[5]} =~ ^memory\ +([0-9]+)\.[0-9]\ MB\ at\ the\ most$ ]]
    [ "${BASH_REMATCH[1]}" -ge 1 ] && [ "${BASH_REMATCH[1]}" -le 14 ]
    run -4 "$foobar" request GET /nothing --data "$data" --repeat 3
    [[ ${lines[0]} == '3 × 404 Not Found'* ]]
}

@test "request --trace shows system calls, SQL and plans in the order of time" {
    make_site
    run -0 "$foobar" request GET /posts/hello --data "$data" --trace
    echo "$output"
    [[ ${lines[1]} == *'execve('*'/cgi-bin/posts'* ]]
    # SQL stands between the opening of its database and the answer's writing.
    local opened sql written
    opened=$(grep -n 'openat(.*/site.db"' <<<"$output" | head -1 | cut -d: -f1)
    sql=$(grep -n "site.db  SELECT .*'hello'" <<<"$output" | head -1 | cut -d: -f1)
    written=$(grep -n 'writev*(1<' <<<"$output" | head -1 | cut -d: -f1)
    [ "$opened" -lt "$sql" ] && [ "$sql" -lt "$written" ]
    [[ $output =~ 1\ row,\ [0-9]+\ steps ]]
    [[ $output == *'SEARCH post USING'* ]]
    [[ ${lines[-1]} =~ ^200\ OK,\ [0-9]+\ bytes:\ [0-9]+\ system\ calls\ and\ [0-9]+\ statements ]]
    [[ $output != *FOOBAR_TRACE* ]]
    # Plain, with no command in between.
    FOOBAR_TRACE=2 FOOBAR_DATA=$data REQUEST_METHOD=GET PATH_INFO=/hello "$checkout/cgi-bin/posts" 2>&1 >/dev/null |
        python3 -c '
import json, sys
statements = [json.loads(line) for line in sys.stdin]
found = [each for each in statements if each["expanded"].count("hello")]
assert found and found[0]["sql"].count("?") and found[0]["rows"] == 1 and found[0]["database"].endswith("/site.db")'
    # Nobody who sends a request turns it on.
    run -0 --separate-stderr "$foobar" request GET '/?FOOBAR_TRACE=2' --data "$data" --header 'FOOBAR_TRACE: 2' --header 'Foobar-Trace: 2'
    [ "$stderr" = '' ]
}

@test "request --trace follows what a script starts" {
    program starts <<<$'#!/bin/sh\ncat >/dev/null\nprintf "Content-Type: text/plain\\n\\n"; /bin/echo hello'
    run -0 "$foobar" request GET /starts --trace
    [[ $output == *'] execve("/bin/echo"'* ]]
}

@test "request --against tells whether a running site answers the same" {
    make_site
    start_server
    for path in / /posts/hello /posts/nothing /feed '/search?q=words' /tags; do
        run -0 "$foobar" request GET "$path" --data "$data" --against "$url"
        echo "$path: $output"
        [[ ${lines[0]} == 'The same: '* && $output == *'Left out'*'date'* ]]
    done
    run -0 "$foobar" request HEAD / --data "$data" --against "$url"
    run -0 "$foobar" request GET /settings --as olga --data "$data" --against "$url"
    # Another site's data.
    mkdir "$BATS_TEST_TMPDIR/other"
    "$foobar" user add ann --email ann@example.com --data "$BATS_TEST_TMPDIR/other" >/dev/null
    run -1 "$foobar" request GET /posts/hello --data "$BATS_TEST_TMPDIR/other" --against "$url"
    [[ $output == *'- HTTP/1.1 404 Not Found'*'+ HTTP/1.1 200 OK'*'body: '* ]]
    stop_server
    run -1 "$foobar" request GET / --data "$data" --against "$url"
    [[ $output == *'no answer from'* ]]
}

@test "request knows uploaded files" {
    mkdir -p "$data/uploads"
    touch "$data/uploads/abcdefghijklmnopqrstuvwxyz-notes.txt"
    run -1 "$foobar" request GET /uploads/abcdefghijklmnopqrstuvwxyz-notes.txt --data "$data"
    [[ $output == *'the file uploads/abcdefghijklmnopqrstuvwxyz-notes.txt, which nginx sends'* ]]
    cp "$checkout/Tests/programs/environment" "$home/cgi-bin/fallback"
    "$foobar" request GET /uploads/abcdefghijklmnopqrstuvwxyz-other.txt --data "$data" | variables '(program)' fallback
}

@test "sql reads both databases, and writes only with --write" {
    make_site
    [ "$("$foobar" sql "SELECT name, email FROM user JOIN members.member ON user_id = user.id WHERE email <> ''" --data "$data")" = 'olga|olga@example.com' ]
    [ "$("$foobar" sql 'SELECT count(*) FROM tries.try' --data "$data")" = 0 ]
    run "$foobar" sql "UPDATE setting SET value = 'x'" --data "$data"
    [ "$status" -ne 0 ] && [[ $output == *readonly* ]]
    "$foobar" sql --write "INSERT INTO setting VALUES ('title', 'Neu') ON CONFLICT (name) DO UPDATE SET value = excluded.value" --data "$data"
    "$foobar" request GET / --data "$data" | grep -q '<title>Neu'
    # References hold.
    run "$foobar" sql --write --members "INSERT INTO session (hash, user_id, created_at, seen_at, proven_at, device) VALUES (x'00', 999, 0, 0, 0, '')" --data "$data"
    [ "$status" -ne 0 ] && [[ $output == *FOREIGN* ]]
    [ "$("$foobar" sql --members <<<'SELECT email FROM member WHERE email IS NOT NULL;' --data "$data")" = olga@example.com ]
    run -1 "$foobar" sql --data "$BATS_TEST_TMPDIR/nothing"
    [[ $output == *'site.db is not there'* ]]
    [ ! -e "$BATS_TEST_TMPDIR/nothing" ]
}

@test "sql never checkpoints, not even as the last to close" {
    make_site
    "$foobar" sql --write "INSERT INTO setting VALUES ('a_setting', 'x')" --data "$data"
    [ -s "$data/site.db-wal" ]
    # Without it, more than 1,000 pages would be written back at once.
    "$foobar" sql --write "INSERT INTO setting SELECT 'n' || value, hex(randomblob(2000)) FROM (WITH RECURSIVE n(value) AS (SELECT 1 UNION ALL SELECT value + 1 FROM n WHERE value < 2000) SELECT value FROM n)" --data "$data"
    [ "$(stat -c %s "$data/site.db-wal")" -gt 8000000 ]
    [ "$("$foobar" sql 'SELECT count(*) FROM setting' --data "$data")" -gt 2000 ]
    [ "$(stat -c %s "$data/site.db-wal")" -gt 8000000 ]
}

# complete WORD...: what bash offers for the last word.
complete_words() {
    bash -c '
        PATH=$1:$PATH
        source <("$2" completions bash)
        complete -p foobar >/dev/null || exit 1
        shift 2
        COMP_WORDS=("$@") COMP_CWORD=$(($# - 1)) COMP_LINE="$*" COMP_POINT=${#COMP_LINE} COMP_TYPE=9 COMP_KEY=9
        _foobar "$1" "${!#}" "${@: -2:1}"
        printf "%s\n" "${COMPREPLY[@]}"
    ' bash "${foobar%/*}" "$foobar" "$@" 2>/dev/null
}

@test "bash completes commands, options, routes and users" {
    make_site
    complete_words foobar ro | grep -qx 'routes *'
    complete_words foobar request GET / --re | grep -qx -- '--repeat *'
    complete_words foobar check hea | grep -qx 'health *'
    complete_words foobar request GET /pos | grep -qx '/posts *'
    complete_words foobar logs --route ho | grep -qx 'home *'
    complete_words foobar user role --data "$data" ol | grep -qx 'olga *'
    touch "$BATS_TEST_TMPDIR/picture.png"
    complete_words foobar request POST / --body "$BATS_TEST_TMPDIR/pic" | grep -q picture.png
    "$foobar" completions zsh | head -1 | grep -q '^#compdef foobar'
    run -64 "$foobar" completions fish
}

@test "the launcher completes words without building anything" {
    unset FOOBAR_HOME
    mkdir -p "$BATS_TEST_TMPDIR/site/.build"
    cp "$checkout/foobar" "$BATS_TEST_TMPDIR/site/"
    # Nothing is built there, and nothing is offered.
    run -0 "$BATS_TEST_TMPDIR/site/foobar" ---completion check -- names 0 0
    [ "$output" = '' ]
}
