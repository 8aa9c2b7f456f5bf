#!/usr/bin/env bats
# What goes wrong between nginx, fcgiwrap and a program, and must not.
load server

setup() {
    make_home
}

teardown() {
    stop_server
}

@test "a 200 KB body to a program that ignores it gets that program's answer, 40 times of 40" {
    cp "$checkout/cgi-bin/home" "$checkout/cgi-bin/health" "$home/cgi-bin/"
    start_server
    head -c 200000 /dev/urandom >"$BATS_TEST_TMPDIR/body"
    for _ in {1..20}; do
        # Both answer GET and HEAD only.
        [ "$(status / --data-binary "@$BATS_TEST_TMPDIR/body")" = 405 ]
        [ "$(status /health --data-binary "@$BATS_TEST_TMPDIR/body" --header 'Transfer-Encoding: chunked')" = 405 ]
    done
}

@test "a 200 KB body and a 200 KB answer do not wait for each other" {
    start_server
    program echo <<<$'#!/bin/sh\nbody=$(mktemp); cat >"$body"; printf "Content-Type: text/plain\\n\\n"; cat "$body"; rm "$body"'
    head -c 150000 /dev/urandom | base64 >"$BATS_TEST_TMPDIR/body"
    get /echo --data-binary "@$BATS_TEST_TMPDIR/body" | cmp - "$BATS_TEST_TMPDIR/body"
}

@test "a program that hangs is ended by its own alarm" {
    program hangs <<'PROGRAM'
#!/usr/bin/env python3
import signal, sys
sys.stdin.read()
signal.alarm(1)
while True:
    pass
PROGRAM
    start_server
    started=$SECONDS
    [ "$(status /hangs)" = 502 ]
    [ $((SECONDS - started)) -le 4 ]
    [ "$(status /posts)" = 200 ]
}

@test "slow requests in the slow pool delay no other" {
    program slow <<'PROGRAM'
#!/bin/sh
# foobar: pool=slow
sleep 3
printf 'Content-Type: text/plain\n\nat last'
PROGRAM
    start_server
    for _ in {1..8}; do
        get /slow >/dev/null 3>&- &
    done
    sleep 0.3
    for _ in {1..20}; do
        seconds=$(get /posts --output /dev/null --write-out '%{time_total}')
        echo "$seconds"
        [ "${seconds%.*}" -lt 1 ]
    done
}

@test "a Proxy: header arrives nowhere" {
    start_server
    answer=$(get /posts --header 'Proxy: http://evil.example:1/')
    variables HTTP_PROXY '(unset)' <<<"$answer"
    [[ $answer != *evil.example* ]]
    program shell <<<$'#!/bin/sh\nprintf "Content-Type: text/plain\\n\\n"; env'
    [[ $(get /shell --header 'Proxy: http://evil.example:1/') != *evil.example* ]]
}

@test "a chunked upload arrives whole, with its length" {
    start_server
    head -c 900000 /dev/urandom >"$BATS_TEST_TMPDIR/body"
    answer=$(get /posts --header 'Transfer-Encoding: chunked' --data-binary "@$BATS_TEST_TMPDIR/body")
    hash=$(sha256sum <"$BATS_TEST_TMPDIR/body" | cut -d' ' -f1)
    variables CONTENT_LENGTH 900000 '(body hash)' "$hash" <<<"$answer"
}

@test "a body over the limit is refused with the site's own page" {
    start_server
    head -c 1100000 /dev/zero >"$BATS_TEST_TMPDIR/body"
    [ "$(status /posts --data-binary "@$BATS_TEST_TMPDIR/body")" = 413 ]
    [ "$(status /posts --data-binary "@$BATS_TEST_TMPDIR/body" --header 'Transfer-Encoding: chunked')" = 413 ]
    get /posts --data-binary "@$BATS_TEST_TMPDIR/body" | cmp - "$checkout/htdocs/errors/413.html"
}

@test "a program that dies without a word, or can't be started, gets the site's page for 502" {
    program dies <<<$'#!/bin/sh\nkill -9 $$'
    program speaks <<<$'#!/bin/sh\necho "about to fail" >&2\nexit 1'
    program nothing <<<'#!/no/such/interpreter'
    start_server
    for name in dies speaks nothing; do
        [ "$(status /$name)" = 502 ]
        get /$name | cmp - "$checkout/htdocs/errors/502.html"
    done
}

@test "a program's own error page is sent as it is" {
    program refuses <<<$'#!/bin/sh\nprintf "Status: 413 Content Too Large\\nContent-Type: text/plain\\n\\nmine"'
    start_server
    [ "$(status /refuses)" = 413 ]
    [ "$(get /refuses)" = mine ]
}

@test "what a program writes to standard error is shown whole, with the request's id" {
    program noisy <<'PROGRAM'
#!/usr/bin/env python3
import os, sys
sys.stdin.read()
sys.stderr.write("first line\n" + "x" * 3000 + "\nand the reason, at last\n")
print("Content-Type: text/plain\n\n" + os.environ["REQUEST_ID"])
PROGRAM
    start_server
    id=$(get /noisy)
    for _ in {1..40}; do
        if grep -q "request $id" "$log"; then break; fi
        sleep 0.1
    done
    grep -q '^    first line$' "$log"
    grep -q '^    x\{3000\}$' "$log"
    grep -q '^    and the reason, at last$' "$log"
    grep -q "request $id" "$log"
}

@test "much on standard error breaks no answer" {
    program loud <<'PROGRAM'
#!/usr/bin/env python3
import sys
sys.stdin.read()
sys.stderr.write("e" * 300000)
print("Content-Type: text/plain\n\nfine")
PROGRAM
    start_server
    [ "$(get /loud)" = fine ]
}

@test "a page that was kept outlives its program: it goes on being shown while that dies" {
    program news <<'SH'
#!/bin/sh
# foobar: cache=page
printf 'Content-Type: text/plain\nCache-Control: max-age=1\n\nThe news.\n'
SH
    start_server
    [ "$(get /news)" = 'The news.' ]
    program news <<'SH'
#!/bin/sh
kill -9 $$
SH
    sleep 2.1
    [ "$(get /news)" = 'The news.' ]
    tail -n 1 "$data/log/access.log" | grep -q '"status":200.*"cache":"STALE"'
    get /news/other | cmp - "$checkout/htdocs/errors/502.html"
}
