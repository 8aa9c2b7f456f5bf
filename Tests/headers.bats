#!/usr/bin/env bats
# What nginx adds to answers, and writes down about them.
load server

setup() {
    make_home
    start_server
}

teardown() {
    stop_server
}

@test "every answer has the safe headers, once, and no version" {
    program strict <<<$'#!/bin/sh\nprintf "Content-Type: text/plain\\nReferrer-Policy: no-referrer\\n\\n"'
    for path in /posts /nope /style.css /me.css; do
        get "$path" --head | tr -d '\r' >"$BATS_TEST_TMPDIR/head"
        [ "$(grep -ci '^X-Content-Type-Options: nosniff$' "$BATS_TEST_TMPDIR/head")" = 1 ]
        [ "$(grep -ci '^Referrer-Policy: strict-origin-when-cross-origin$' "$BATS_TEST_TMPDIR/head")" = 1 ]
        grep -qix 'server: nginx' "$BATS_TEST_TMPDIR/head"
    done
    get /strict --head | tr -d '\r' >"$BATS_TEST_TMPDIR/head"
    [ "$(grep -i '^Referrer-Policy:' "$BATS_TEST_TMPDIR/head")" = 'Referrer-Policy: no-referrer' ]
}

@test "the access log has one JSON object a request, the query apart from the path" {
    get '/posts/a%20"b\?token=secret&x="' >/dev/null
    get /style.css >/dev/null
    sleep 0.2
    python3 - "$data/log/access.log" <<'PYTHON'
import json, sys
posts, style = [json.loads(line) for line in open(sys.argv[1]) if "/posts/" in line or "style" in line]
assert posts["path"] == '/posts/a%20"b\\', posts
assert posts["query"] == 'token=secret&x="', posts
assert posts["method"] == "GET" and posts["status"] == 200 and posts["bytes"] > 0, posts
assert posts["route"] == "posts" and posts["remote"] == "127.0.0.1" and len(posts["id"]) == 32, posts
assert float(posts["upstream_seconds"]) >= 0 and posts["seconds"] >= 0 and posts["cache"] == "", posts
assert style["route"] == "" and style["upstream_seconds"] == "", style
PYTHON
    grep -Eq '^[0-9:]{8}  GET  /posts/a%20"b\\  200  [0-9]+ ms  posts$' "$log"
    ! grep -q secret "$log" || false
}

@test "a request that is no HTTP gets the site's page for it" {
    printf 'GET /\x01 HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n' |
        python3 -c '
import socket, sys
s = socket.create_connection(("127.0.0.1", int(sys.argv[1])))
s.sendall(sys.stdin.buffer.read()); s.shutdown(socket.SHUT_WR)
answer = b""
while piece := s.recv(65536): answer += piece
sys.stdout.buffer.write(answer)' "$port" >"$BATS_TEST_TMPDIR/answer"
    head -1 "$BATS_TEST_TMPDIR/answer" | grep -q ' 400 '
    sed '1,/^\r$/d' "$BATS_TEST_TMPDIR/answer" | cmp - "$checkout/htdocs/errors/400.html"
}
