#!/usr/bin/env bats
# What breaks, and for each: what readers see, what the log says, how it ends. What goes wrong between nginx, fcgiwrap
# and a program is in hazards.bats, what serve does when its processes die in serve.bats too.
load cgi
load server

setup() {
    checkout=$(cd "$BATS_TEST_DIRNAME/.." && pwd)
    helpers=()
    make_site
    member alice moderator
}

teardown() {
    stop_server
    local helper
    for helper in "${helpers[@]}"; do kill -KILL "$helper" 2>/dev/null || true; done
    ! mountpoint -q "$BATS_TEST_TMPDIR/small" || umount -l "$BATS_TEST_TMPDIR/small"
}

# comment TEXT [CURL OPTION...]: alice's on the post; prints the head of the answer, and its body.
comment() {
    get /comment/1 --include --cookie "session=$(token alice)" --header 'Sec-Fetch-Site: same-origin' \
        --data-urlencode "text=$1" "${@:2}"
}

# said TEXT: the server says so within some seconds.
said() {
    local tries
    for tries in {1..40}; do
        if grep -qF -- "$1" "$log"; then return 0; fi
        sleep 0.1
    done
    echo "In $tries looks, the log has not said: $1"
    return 1
}

# hold DATABASE: its write lock, until `helpers` end.
hold() {
    mkfifo "$BATS_TEST_TMPDIR/held"
    python3 - "$data/$1.db" >"$BATS_TEST_TMPDIR/held" 3>&- <<'PYTHON' &
import sqlite3, sys, time
connection = sqlite3.connect(sys.argv[1], isolation_level=None)
connection.execute("PRAGMA wal_autocheckpoint = 0")
connection.execute("BEGIN IMMEDIATE")
print("held", flush=True)
time.sleep(60)
PYTHON
    holder=$!
    helpers+=("$holder")
    [ "$(head -n 1 "$BATS_TEST_TMPDIR/held")" = held ]
}

# checked PROBLEM: `foobar check` finds it, says what to do, and changes nothing.
checked() {
    local before
    before=$(sha256sum "$data"/*.db)
    run "$foobar" check --databases --data "$data"
    echo "$output"
    [ "$status" -eq 1 ]
    [[ $output == *"$1"* && ${lines[-1]} == *' with faults.' ]]
    [ "$(grep -c '^    ' <<<"$output")" -eq $(((${#lines[@]} - 1) / 3 * 2)) ]
    [ "$(sha256sum "$data"/*.db)" = "$before" ]
}

# refused TEXT: `foobar serve` starts nothing, in one line.
refused() {
    run "$foobar" serve --no-build --port "$(free_port)" --data "$data"
    echo "$output"
    [ "$status" -eq 1 ] && [ "${#lines[@]}" -eq 1 ]
    [[ $output == *"$1"*' Nothing was changed.' ]]
}

@test "programs and the keeper are killed at any moment: what was acknowledged is there, once" {
    "$checkout/Tests/kill" 300
}

@test "the power fails at any moment: what was acknowledged is there, once" {
    "$checkout/Tests/powerloss" 60
}

@test "a database is locked for longer than five seconds: who writes is told when to come back, readers notice nothing" {
    start_server
    hold site
    local number waiting=()
    for number in {1..6}; do
        comment "Comment $number." >"$BATS_TEST_TMPDIR/answer.$number" 3>&- &
        waiting+=($!)
        sleep 0.1
    done
    for number in {1..10}; do
        [ "$(get "/posts/hello" --output /dev/null --max-time 1 --write-out '%{http_code}')" = 200 ]
        [ "$(get "/archive?before=$number" --output /dev/null --max-time 1 --write-out '%{http_code}')" = 200 ]
        sleep 0.2
    done
    wait "${waiting[0]}"
    grep -q '^HTTP/1.1 503' "$BATS_TEST_TMPDIR/answer.1"
    grep -qi '^Retry-After: 5' "$BATS_TEST_TMPDIR/answer.1"
    grep -q 'The site is busy' "$BATS_TEST_TMPDIR/answer.1"
    grep -q 'Nothing was changed' "$BATS_TEST_TMPDIR/answer.1"
    said 'SQLite 5, database is locked'
    kill -KILL "$holder"
    wait "${waiting[@]}"
    comment 'Later.' | says 303
    # Those who still waited are served.
    [ "$(sql site 'SELECT count(*) FROM comment')" = $((1 + $(grep -l '^HTTP/1.1 303' "$BATS_TEST_TMPDIR"/answer.* | wc -l))) ]
}

@test "a database is gone: kept pages are shown, nothing is made in its place, and the file put back is enough" {
    start_server
    get /posts/hello >"$BATS_TEST_TMPDIR/before"
    mv "$data/site.db" "$BATS_TEST_TMPDIR/aside.db"
    sleep 3.1
    get /posts/hello | cmp - "$BATS_TEST_TMPDIR/before"
    get /tags --include | says 500 'Something here is broken' 'it was written down'
    comment 'Hello.' | says 500 'Something here is broken'
    said 'SQLite 14, unable to open database file'
    [ "$(status /health)" = 503 ]
    [ ! -e "$data/site.db" ]
    checked 'site.db: is not there, and '
    mv "$BATS_TEST_TMPDIR/aside.db" "$data/site.db"
    comment 'Hello.' | says 303
    [ "$(status /tags)" = 200 ]
    "$foobar" check --databases --data "$data"
}

@test "serve and import make no new database in the place of one that is lost" {
    for name in site members; do
        mv "$data/$name.db" "$BATS_TEST_TMPDIR/aside.db"
        refused "$data/$name.db is missing or empty"
        [ ! -e "$data/$name.db" ]
        : >"$data/$name.db"
        refused "$data/$name.db is missing or empty"
        checked "$name.db: is an empty file"
        run "$foobar" import "$BATS_TEST_TMPDIR/posts" --data "$data"
        [ "$status" -eq 1 ] && [[ $output == *'is missing or empty'* ]]
        [ ! -s "$data/$name.db" ]
        mv "$BATS_TEST_TMPDIR/aside.db" "$data/$name.db"
    done
    "$foobar" check --databases --data "$data"
}

@test "a database is cut off: a page that says so, and no further damage" {
    start_server
    truncate -s 8192 "$data/site.db"
    get /posts/hello --include | says 500 'Something here is broken'
    comment 'Hello.' | says 500
    said 'database disk image is malformed'
    said "'./foobar check --databases' tells more"
    checked 'site.db: is damaged: '
    [ "$(stat -c %s "$data/site.db")" = 8192 ]
    [ "$(status /style.css)" = 200 ]
}

@test "a database is damaged in a page: what needs that page fails, all else goes on" {
    start_server
    get /posts/hello >"$BATS_TEST_TMPDIR/before"
    python3 - "$data/site.db" <<'PYTHON'
import os, sqlite3, sys
connection = sqlite3.connect(sys.argv[1])
size, = connection.execute("PRAGMA page_size").fetchone()
root, = connection.execute("SELECT rootpage FROM sqlite_schema WHERE name = 'post'").fetchone()
connection.close()
with open(sys.argv[1], "r+b") as file:
    file.seek((root - 1) * size)
    file.write(os.urandom(size))
PYTHON
    sleep 3.1
    get /posts/hello | cmp - "$BATS_TEST_TMPDIR/before"
    get '/posts/hello?after=1' --include | says 500 'Something here is broken'
    comment 'Hello.' | says 500 'Something here is broken'
    said 'database disk image is malformed'
    [ "$(status /log)" = 200 ]
    checked 'site.db: is damaged: '
}

@test "a database is of a newer version: programs refuse it with a page that says when to come back" {
    start_server
    sql site "SELECT 1" >/dev/null
    python3 - "$data/site.db" <<'PYTHON'
import sqlite3, sys
connection = sqlite3.connect(sys.argv[1])
connection.execute("PRAGMA wal_autocheckpoint = 0")
connection.execute("PRAGMA user_version = %d" % (2 << 16 | 2))
PYTHON
    get /posts/hello --include | says 503 'The site is being looked after' 'Retry-After: 60'
    comment 'Hello.' | says 503 'Nothing was changed'
    said 'needs programs of version 2 or newer'
    checked 'site.db: is of version 2, which is newer'
    stop_server >/dev/null
    refused 'needs programs of version 2 or newer'
}

@test "check finds what SQLite does not: lost rows, a journal mode, a search that does not fit" {
    run "$foobar" check --databases --data "$data"
    [ "$status" -eq 0 ] && [ "$output" = '3 databases checked: no faults.' ]
    python3 - "$data/site.db" <<'PYTHON'
import sqlite3, sys
connection = sqlite3.connect(sys.argv[1], isolation_level=None)
connection.execute("INSERT INTO comment VALUES (9, 77, x'00', NULL, '', '', 'visible', 1, NULL, '', 'markdown', '')")
PYTHON
    checked "site.db: has a row in 'comment' without a row in 'post'"
    sql site 'DELETE FROM comment'
    sqlite3 "$data/members.db" 'PRAGMA journal_mode = DELETE' >/dev/null
    checked "members.db: has the journal mode 'delete' and not 'wal'"
    sqlite3 "$data/members.db" 'PRAGMA journal_mode = WAL' >/dev/null
    sqlite3 "$data/site.db" 'UPDATE search_content SET c1 = c1 || " and more"'
    checked 'site.db: has a search index that does not fit its posts'
    "$foobar" sql --write "INSERT INTO search (search) VALUES ('rebuild')" --data "$data"
    "$foobar" check --databases --data "$data"
    run "$foobar" check --databases --data "$BATS_TEST_TMPDIR/nowhere"
    [ "$status" -eq 1 ] && [ "${#lines[@]}" -eq 1 ]
    run "$foobar" check health --databases --data "$data"
    [ "$status" -eq 64 ]
}

@test "the disk is full: who writes is told so, reading goes on, and nothing is lost" {
    [ "$(id -u)" = 0 ] || skip 'only root can mount a small disk'
    mkdir "$BATS_TEST_TMPDIR/small"
    mount -t tmpfs -o size=6m none "$BATS_TEST_TMPDIR/small" || skip 'nothing can be mounted here'
    mv "$data" "$BATS_TEST_TMPDIR/small/data"
    data=$BATS_TEST_TMPDIR/small/data
    start_server
    comment 'Before.' | says 303
    get /posts/hello >"$BATS_TEST_TMPDIR/page"
    # All that is left; the log's part of a page as well.
    dd if=/dev/zero of="$data/filler" bs=4096 2>/dev/null || true
    # The log of the programs is on that disk.
    said "The disk of $data is full: what people write is refused until there is room."
    local number answered=1
    for number in {1..40}; do
        if comment "Comment $number." | says 303 >/dev/null; then answered=$((answered + 1)); else break; fi
    done
    comment 'On a full disk.' | says 503 'The site has no room left' 'Retry-After: 600' 'nothing was changed'
    get /posts/hello --cookie "written=1" --include | says 200 'Before.'
    get /posts/hello --include | says 200 'Before.'
    get /tags --include | says 200 '</html>'
    get /account --include --cookie "session=$(token alice)" | says 200
    [ "$(sql site 'SELECT count(*) FROM comment')" = "$answered" ]
    rm "$data/filler"
    said "The disk of $data has room again."
    comment 'After.' | says 303
    get /posts/hello --cookie 'written=1' | grep -q 'After.'
    [ "$(sql site 'SELECT count(*) FROM comment')" = $((answered + 1)) ]
    stop_server >/dev/null
    "$foobar" check --databases --data "$data"
}

@test "memory runs out: an answer is whole or none, and so is a write" {
    local size answer body written=0 whole=0 none=0
    for size in {2..40..2}; do
        answer=$(env -i REQUEST_METHOD=GET PATH_INFO=/hello SCRIPT_NAME=/posts FOOBAR_DATA="$data" \
            prlimit --as=$((size << 20)) "$checkout/cgi-bin/posts" </dev/null 2>/dev/null) || answer=
        case $answer in
        '') none=$((none + 1)) ;;
        'Status: 200'*'</html>') whole=$((whole + 1)) ;;
        'Status: 50'*'</html>') ;;
        *) echo "$answer"; return 1 ;;
        esac
        body=text=Size+$size.
        answer=$(printf %s "$body" | env -i REQUEST_METHOD=POST PATH_INFO=/1 SCRIPT_NAME=/comment FOOBAR_DATA="$data" \
            CONTENT_LENGTH=${#body} CONTENT_TYPE=application/x-www-form-urlencoded HTTP_HOST=localhost \
            HTTP_COOKIE="session=$(token alice)" HTTP_SEC_FETCH_SITE=same-origin \
            prlimit --as=$((size << 20)) "$checkout/cgi-bin/comment" 2>/dev/null) || answer=
        [[ $answer != 'Status: 303'* ]] || {
            written=$((written + 1))
            [ "$(sql site "SELECT count(*) FROM comment WHERE source = 'Size $size.'")" = 1 ]
        }
    done
    echo "$none without an answer, $whole whole, $written written"
    [ "$none" -gt 0 ] && [ "$whole" -gt 0 ] && [ "$written" -gt 0 ]
    # One that died after its commit has written too, and nobody twice.
    [ "$(sql site "SELECT count(*) >= $written AND count(*) = count(DISTINCT source) FROM comment")" = 1 ]
    "$foobar" check --databases --data "$data"
}

@test "memory runs out in a program that is served: the page for 502, or the page as it was" {
    make_home
    rm "$home"/cgi-bin/*
    cp "$checkout"/cgi-bin/* "$home/cgi-bin/"
    data=$BATS_TEST_TMPDIR/data
    start_server
    get /posts/hello >"$BATS_TEST_TMPDIR/before"
    program posts <<<$'#!/bin/sh\nulimit -v 1000\nexec '"$checkout/cgi-bin/posts"
    sleep 3.1
    get /posts/hello | cmp - "$BATS_TEST_TMPDIR/before"
    [ "$(status /posts/other)" = 502 ]
    get /posts/other | cmp - "$checkout/htdocs/errors/502.html"
    [ "$(status /tags)" = 200 ]
    said '502'
}

@test "a script writes garbage: the page for 502, and the next request is as ever" {
    make_home
    data=$BATS_TEST_TMPDIR/data
    program noise <<<$'#!/bin/sh\nhead -c 100000 /dev/urandom'
    program zeros <<<$'#!/bin/sh\nhead -c 5000000 /dev/zero'
    program header <<<$'#!/bin/sh\nprintf "Content-Type: text/html"; head -c 40000 /dev/zero | tr "\\\\0" x'
    program number <<<$'#!/bin/sh\nprintf "Status: many\\n\\nwords"'
    program half <<<$'#!/bin/sh\nprintf "Content-Type: text/plain\\nX-A"'
    start_server
    local name
    for name in noise zeros header number half; do
        echo "$name"
        [ "$(status "/$name")" = 502 ]
        get "/$name" | cmp - "$checkout/htdocs/errors/502.html"
        [ "$(status /posts)" = 200 ]
    done
}

@test "fcgiwrap dies, again and again: who waits sees the page for 502, and the site comes back" {
    make_home
    data=$BATS_TEST_TMPDIR/data
    program slow <<<$'#!/bin/sh\nsleep 20\nprintf "Content-Type: text/plain\\n\\nat last"'
    start_server
    sleep 1.1
    get /slow >"$BATS_TEST_TMPDIR/answer" 3>&- &
    local waiting=$! number
    sleep 0.3
    for number in {1..3}; do
        pkill -KILL -P "$server" fcgiwrap || true
        sleep 0.2
    done
    wait "$waiting"
    cmp "$BATS_TEST_TMPDIR/answer" "$checkout/htdocs/errors/502.html"
    said 'fcgiwrap (quick) ended with signal 9 and is started again.'
    for number in {1..60}; do
        if [ "$(status /posts)" = 200 ]; then break; fi
        sleep 0.1
    done
    [ "$(status /posts)" = 200 ]
    kill -0 "$server"
    ! pgrep -f "$home/cgi-bin/slow" || false
}

@test "nginx dies, again and again: it is back within some seconds, and what was acknowledged is there" {
    start_server
    sleep 1.1
    local number tries answered=0
    for number in {1..3}; do
        pkill -KILL -P "$server" nginx
        for tries in {1..60}; do
            if comment "Comment $number." 2>/dev/null | says 303 >/dev/null; then
                answered=$((answered + 1))
                break
            fi
            sleep 0.1
        done
    done
    [ "$answered" = 3 ]
    [ "$(sql site 'SELECT count(DISTINCT source) FROM comment')" = 3 ]
    said 'nginx ended with signal 9 and is started again'
    kill -0 "$server"
}

@test "the clock is set back by a year: kept pages are made anew, and nobody is shut out" {
    cat >"$BATS_TEST_TMPDIR/clock.c" <<'C'
#define _GNU_SOURCE
#include <dlfcn.h>
#include <time.h>
#include <sys/time.h>
#include <unistd.h>
#include <stdlib.h>
static time_t lost(void) { return access(getenv("CLOCK_SET_BACK"), F_OK) == 0 ? 31536000 : 0; }
int clock_gettime(clockid_t clock, struct timespec *time) {
    int (*real)(clockid_t, struct timespec *) = dlsym(RTLD_NEXT, "clock_gettime");
    int code = real(clock, time);
    if (clock == CLOCK_REALTIME) time->tv_sec -= lost();
    return code;
}
C
    gcc -shared -fPIC -o "$BATS_TEST_TMPDIR/clock.so" "$BATS_TEST_TMPDIR/clock.c"
    export CLOCK_SET_BACK=$BATS_TEST_TMPDIR/set-back
    LD_PRELOAD=$BATS_TEST_TMPDIR/clock.so start_server
    get /posts/hello >/dev/null
    [ "$(find "$data/run/pages" -type f | wc -l)" = 1 ]
    : >"$CLOCK_SET_BACK"
    said 'The clock was set back by 3153'
    said 'Pages that nginx kept are made anew.'
    [ "$(find "$data/run/pages" -type f | wc -l)" = 0 ]
    [ "$(status /posts/hello)" = 200 ]
    # What was written before has times that are yet to come.
    sql members 'UPDATE session SET created_at = created_at + 31536000, seen_at = seen_at + 31536000, proven_at = proven_at + 31536000'
    comment 'Hello.' | says 303 '/login'
}
