#!/usr/bin/env bats
# foobar logs: over a log that was written beforehand, and over a running site's.
bats_require_minimum_version 1.5.0
load server

setup() {
    make_home
}

teardown() {
    [ -z "${follower-}" ] || kill "$follower" 2>/dev/null || true
    stop_server
}

# entry TIME PATH STATUS SECONDS ROUTE CONNECTION: a line of access.log; the id is c and the connection.
entry() {
    printf '{"time":"2026-11-23T%s+00:00","id":"c%s","method":"GET","path":"%s","query":"q=1","status":%s,"bytes":1,"seconds":%s,"upstream_seconds":"0.001","route":"%s","remote":"127.0.0.1","cache":"","connection":%s}\n' \
        "$1" "$6" "$2" "$3" "$4" "$5" "$6"
}

# said TIME CONNECTION WORDS: a message of error.log.
said() {
    printf '2026/11/23 %s [error] 6#6: *%s FastCGI sent in stderr: "%s" while reading response header from upstream, client: 127.0.0.1\n' "$@"
}

# Three files: yesterday's, packed; this morning's; the one that is written to.
make_logs() {
    mkdir -p "$data/log"
    { entry 01:00:00 /oldest 200 0.002 posts 1; entry 01:00:01 /bad 500 0.100 posts 2; } | gzip >"$data/log/access.log.2.gz"
    said 01:00:01 2 'c2 posts: disk I/O error' | gzip >"$data/log/error.log.2.gz"
    entry 02:00:00 /slow 200 0.060 search 2 >"$data/log/access.log.1"
    entry 03:00:00 /now 404 0.001 fallback 3 >"$data/log/access.log"
    entry 03:00:01 /style.css 200 0.000 '' 4 >>"$data/log/access.log"
    echo '{"half a li' >>"$data/log/access.log"
    : >"$data/log/error.log"
}

@test "logs shows all requests, the oldest first, with what programs said" {
    make_logs
    run -0 "$foobar" logs --data "$data"
    echo "$output"
    [ "${lines[0]}" = '2026-11-23 01:00:00  GET  /oldest?q=1  200  2 ms  posts' ]
    [ "${lines[1]}" = '2026-11-23 01:00:01  GET  /bad?q=1  500  100 ms  posts' ]
    [ "${lines[2]}" = '    c2 posts: disk I/O error' ]
    [ "${lines[3]}" = '    (request c2)' ]
    # Of the same number of connection, an hour later, by another nginx.
    [ "${lines[4]}" = '2026-11-23 02:00:00  GET  /slow?q=1  200  60 ms  search' ]
    [ "${lines[5]}" = '2026-11-23 03:00:00  GET  /now?q=1  404  1 ms  fallback' ]
    [ "${lines[6]}" = '2026-11-23 03:00:01  GET  /style.css?q=1  200  0 ms  -' ]
    [ "${#lines[@]}" -eq 7 ]
}

@test "logs takes a route, a status, a time and an id, and all of them together" {
    make_logs
    # shows PATTERN OPTION...: one line and no other.
    shows() {
        run -0 "$foobar" logs --data "$data" "${@:2}"
        [ "$(grep -c '^2026' <<<"$output")" -eq 1 ]
        [[ $output == *"$1"* ]]
    }
    shows /bad --status 5xx
    shows /now --status 404
    shows /now --status 40x
    shows /slow --slow 50ms --status 2xx
    shows /bad --slow 0.1s
    shows /slow --route search
    shows /bad --id c2 --route posts
    [ -z "$("$foobar" logs --data "$data" --status 5xx --route search)" ]
    run -64 "$foobar" logs --status often --data "$data"
    run -64 "$foobar" logs --slow long --data "$data"
    run -1 "$foobar" logs --data "$data/nothing"
    [[ $output == *'has no access.log yet'* ]]
}

@test "logs -f shows the last ten and goes on, also where the log is rotated" {
    mkdir -p "$data/log"
    for number in {10..30}; do entry "04:00:$number" "/n$number" 200 0.001 posts "$number"; done >"$data/log/access.log"
    : >"$data/log/error.log"
    "$foobar" logs -f --data "$data" --status 2xx >"$BATS_TEST_TMPDIR/out" 3>&- &
    follower=$!
    wait_for() { for _ in {1..100}; do grep -q "$1" "$BATS_TEST_TMPDIR/out" && return; sleep 0.05; done; return 1; }
    wait_for /n30
    [ "$(wc -l <"$BATS_TEST_TMPDIR/out")" -eq 10 ]
    said 05:00:00 40 'c40 posts: a word' >>"$data/log/error.log"
    { entry 05:00:00 /more 200 0.001 posts 40; entry 05:00:01 /other 500 0.001 posts 41; } >>"$data/log/access.log"
    wait_for 'c40 posts: a word'
    mv "$data/log/access.log" "$data/log/access.log.1"
    entry 05:00:02 /after 200 0.001 posts 42 >"$data/log/access.log"
    wait_for /after
    ! grep -q /other "$BATS_TEST_TMPDIR/out" || false
}

@test "logs reads what a running site writes" {
    program broken <<<$'#!/bin/sh\ncat >/dev/null\necho "no such table" >&2\nprintf "Status: 500 Internal Server Error\\nContent-Type: text/plain\\n\\nx"'
    start_server
    get /posts/hello >/dev/null
    get /broken >/dev/null
    for _ in {1..50}; do grep -q broken "$data/log/access.log" && break; sleep 0.05; done
    run -0 "$foobar" logs --status 5xx --data "$data"
    [[ ${lines[0]} == *'GET  /broken  500  '*'  broken' && ${lines[1]} == '    no such table' ]]
    [ "${#lines[@]}" -eq 3 ]
}
