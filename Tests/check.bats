#!/usr/bin/env bats
# foobar check, and foobar routes.
load server

bats_require_minimum_version 1.5.0

setup() {
    make_home
    rm "$home"/cgi-bin/*
}

teardown() {
    stop_server
}

# bad NAME...: these of Tests/programs/bad are in cgi-bin/.
bad() {
    local name
    for name in "$@"; do cp "$checkout/Tests/programs/bad/$name" "$home/cgi-bin/"; done
}

# finds NAME TEXT: check says so of that program, with a section of the RFC and what to do, and fails.
finds() {
    bad "$1"
    run -1 "$foobar" check "$1" --data "$data"
    echo "$output"
    [[ $output == *"$1: $2"* ]]
    # A line what, one why, one how to mend it, for each; and one at the end.
    [ "$(grep -c '^    ' <<<"$output")" -eq $(((${#lines[@]} - 1) / 3 * 2)) ]
    [[ ${lines[-1]} == '1 program checked: 1 with faults.' ]]
}

@test "check finds each fault, and names the section and the remedy" {
    finds no-blank-line 'has no empty line between'
    finds no-content-type 'has a body and no Content-Type'
    [[ $output == *'RFC 3875, section 6.3.1'* && $output == *'Print '* ]]
    finds crash-after-output 'is ended by signal 11 after it has begun to answer, asked by GET'
    finds exit-1-after-output 'ends with status 1 after'
    finds child-left-behind 'leaves a process behind'
    finds stdin-unread 'ends without having read the body, asked with a body of 200 KB'
    [[ $output == *'section 4.2'*'fcgiwrap'* ]]
    finds too-much 'writes more than 4 MB'
    finds writes-first 'writes its answer before it has read the body'
    finds silent 'answers nothing, and ends with status 0'
    finds echoes-html 'writes into its page what a stranger sent'
    finds echoes-header 'lets whoever asks write header fields'
    finds http-status-line 'begins with a status line of HTTP'
    finds bad-status 'gives Status more than once'
    finds bad-status "answers 'Status: OK'"
    finds no-interpreter 'does not start'
    finds bad-declaration 'declares what can'
}

@test "check ends what does not end, with all that it has started" {
    finds loop 'has not ended after 5 seconds'
    ! pgrep -f "$home/cgi-bin" || false
}

@test "Ctrl-C ends check, and nothing is left of it" {
    bad loop
    export TMPDIR=$BATS_TEST_TMPDIR/tmp
    mkdir "$TMPDIR"
    "$foobar" check loop --data "$data" 3>&- &
    local pid=$!
    for _ in {1..100}; do pgrep -f "$home/cgi-bin/loop" >/dev/null && break; sleep 0.05; done
    [ "$(find "$TMPDIR" -name members.db | wc -l)" -eq 1 ]
    kill -INT "$pid"
    local code=0
    wait "$pid" || code=$?
    [ "$code" -eq 130 ]
    [ -z "$(ls -A "$TMPDIR")" ]
    ! pgrep -f "$home/cgi-bin/loop" || false
}

@test "check finds nothing in a script that is well, with plain newlines too" {
    cp "$checkout/Tests/programs/good" "$home/cgi-bin/good"
    run -0 "$foobar" check good --data "$data"
    [ "$output" = '1 program checked: no faults.' ]
}

@test "check calls what the server mends a note, and does not fail" {
    program simple <<<$'#!/bin/sh\ncat >/dev/null\nprintf "Content-Type: text/plain\\n\\nHello."'
    run -0 "$foobar" check --data "$data"
    [[ $output == *'simple: note: answers HEAD with a body'* && $output == *'simple: note: answers 200 to a method'* ]]
}

@test "check says what can't be run, and what is not there" {
    echo '#!/bin/sh' >"$home/cgi-bin/plain"
    run -1 "$foobar" check --data "$data"
    [[ $output == *"plain: can't be run"*'chmod +x'* ]]
    run -1 "$foobar" check nothing --data "$data"
    [[ $output == *'cgi-bin/nothing is not there'* ]]
}

@test "check changes nothing in the site's data" {
    mkdir "$data"
    "$foobar" user add ann --email ann@example.com --data "$data"
    "$foobar" sql --write 'CREATE TABLE visit (n)' --data "$data"
    echo 'visit: write site' >"$home/cgi-bin/scripts.conf"
    program visit <<'PROGRAM'
#!/usr/bin/env python3
import os, sqlite3, sys
sys.stdin.buffer.read()
database = sqlite3.connect(os.environ.get("FOOBAR_DATA", "/nowhere") + "/site.db", isolation_level=None)
database.execute("INSERT INTO visit VALUES (1)")
print("Content-Type: text/plain\n\n%d" % database.execute("SELECT count(*) FROM user").fetchone())
PROGRAM
    [ "$("$foobar" request GET /visit --data "$data")" = 1 ]
    run "$foobar" check visit --data "$data"
    # Without FOOBAR_DATA it ends with a message; as a request it is well.
    [[ $output != *'answers nothing'* ]]
    [ "$("$foobar" sql 'SELECT count(*) FROM visit' --data "$data")" = 1 ]
}

@test "the site's own routes have no faults" {
    rmdir "$home/cgi-bin"
    ln -s "$checkout/cgi-bin" "$home/cgi-bin"
    run -0 "$foobar" check --data "$data"
    echo "$output"
    [ "${#lines[@]}" -eq 1 ]
    [[ $output == *'programs checked: no faults.' ]]
}

@test "routes lists programs as they declare themselves, scripts by a comment that is never run" {
    cp "$checkout/cgi-bin/health" "$checkout/Tests/programs/good" "$home/cgi-bin/"
    program quiet <<<$'#!/bin/sh\ntouch "$0.was-run"'
    program odd <<<$'#!/bin/sh\n# foobar: speed=high'
    printf '#!/bin/sh\n' >"$home/cgi-bin/plain"
    run --separate-stderr "$foobar" routes
    echo "$output"
    [[ ${lines[0]} == NAME*PROGRAM*METHODS*POOL*CACHE*QUERY*READS*WRITES*TOOLS*BODY* ]]
    [[ $output =~ good\ +own\ +GET,HEAD,POST\ +slow\ +none\ +\?\ +site,members\ +site\ +\?\ +2097152\ +default\ +Says\ hello,\ politely\. ]]
    [[ $output =~ health\ +own\ +GET,HEAD\ +quick\ +none\ +-\ +site,members\ +-\ +-\ +-\ +-\ +Whether ]]
    [[ $output =~ quiet\ +own\ +\?\ +quick ]]
    [[ $output == *'chmod +x cgi-bin/plain'* ]]
    [[ $stderr == *"cgi-bin/odd"*"'speed' is none of methods"* ]]
    [ ! -e "$home/cgi-bin/quiet.was-run" ]
    "$foobar" routes --json 2>/dev/null | python3 -c '
import json, sys
routes = {route["name"]: route for route in json.load(sys.stdin)}
assert routes["good"]["methods"] == ["GET", "HEAD", "POST"] and routes["good"]["body"] == 2097152
assert routes["plain"]["state"] == "not executable" and "methods" not in routes["quiet"]'
}

@test "routes knows what is built, what its source has left behind, and what is missing" {
    mkdir -p "$home/Sources/cgi-bin/"{fresh,old,gone} "$home/Sources/Web"
    touch -d '1 hour ago' "$home/Sources/Web" "$home/Sources/Web/Page.swift"
    for name in fresh old; do
        touch -d '1 hour ago' "$home/Sources/cgi-bin/$name/main.swift" "$home/Sources/cgi-bin/$name"
        program "$name" <<<'#!/bin/sh'
    done
    # A stamp of the real build would be newer than all of this.
    rm "$home/.build" && mkdir "$home/.build"
    touch -d '1 minute' "$home/Sources/cgi-bin/old/main.swift"
    run -0 "$foobar" routes
    echo "$output"
    [[ $output =~ fresh\ +current && $output =~ old\ +stale && $output =~ gone\ +missing ]]
    [[ $output == *"'./foobar serve' builds"* ]]
    touch -d '1 minute' "$home/Sources/Web/Page.swift"
    run -0 "$foobar" routes
    [[ $output =~ fresh\ +stale ]]
}

@test "a script's declaration counts when the site is served: its pool, and how much it takes" {
    mkdir -p "$home/cgi-bin"
    cp "$checkout/Tests/programs/environment" "$home/cgi-bin/fallback"
    { printf '#!/usr/bin/env python3\n# foobar: pool=slow body=3000000\n'; sed 1d "$checkout/Tests/programs/environment"; } | program large
    start_server
    head -c 2000000 /dev/zero >"$BATS_TEST_TMPDIR/body"
    [ "$(status /large --data-binary "@$BATS_TEST_TMPDIR/body")" = 200 ]
    grep -q 'large slow;' "$data/run/nginx/routes.conf"
}
