#!/usr/bin/env bats
# What nginx keeps of pages, for how long, and what never.
load cgi
load server

setup() {
    checkout=$(cd "$BATS_TEST_DIRNAME/.." && pwd)
    make_site
    member alice moderator
    start_server
}

teardown() {
    stop_server
}

# cached PATH [CURL OPTION...]: what the log says of one more request for it.
cached() {
    local id
    id=$RANDOM$RANDOM$RANDOM
    get "$1" --output /dev/null --user-agent "test $id" "${@:2}"
    sleep 0.05
    tail -n 1 "$data/log/access.log" | sed 's/.*"cache":"\([A-Z]*\)".*/\1/'
}

# by_alice METHOD PATH [CURL OPTION...]: as her browser would send it.
by_alice() {
    get "$2" --request "$1" --cookie "session=$(token alice); me=alice" --header 'Sec-Fetch-Site: same-origin' "${@:3}"
}

@test "a page is asked of its program once, and the same for everyone, signed in or not" {
    [ "$(cached /posts/hello)" = MISS ]
    [ "$(cached /posts/hello)" = HIT ]
    [ "$(cached /posts/hello --cookie "session=$(token alice); me=alice")" = HIT ]
    get /posts/hello >"$BATS_TEST_TMPDIR/out"
    by_alice GET /posts/hello >"$BATS_TEST_TMPDIR/in"
    cmp "$BATS_TEST_TMPDIR/out" "$BATS_TEST_TMPDIR/in"
    grep -q '<h1>Hello</h1>' "$BATS_TEST_TMPDIR/out"
}

@test "a kept page keeps its entity tag, and its compressed form has one of its own" {
    get /posts/hello --dump-header "$BATS_TEST_TMPDIR/head" >"$BATS_TEST_TMPDIR/page"
    get /posts/hello --dump-header "$BATS_TEST_TMPDIR/gzip-head" --header 'Accept-Encoding: gzip, deflate, br' >"$BATS_TEST_TMPDIR/gzip"
    gunzip <"$BATS_TEST_TMPDIR/gzip" | cmp - "$BATS_TEST_TMPDIR/page"
    grep -qi '^Vary: Accept-Encoding' "$BATS_TEST_TMPDIR/gzip-head"
    local tag gzip_tag
    tag=$(sed -n 's/^ETag: \(.*\)\r/\1/p' "$BATS_TEST_TMPDIR/head")
    gzip_tag=$(sed -n 's/^ETag: \(.*\)\r/\1/p' "$BATS_TEST_TMPDIR/gzip-head")
    [ -n "$tag" ] && [ -n "$gzip_tag" ] && [ "$tag" != "$gzip_tag" ]
    [ "$(status /posts/hello --header "If-None-Match: $tag")" = 304 ]
    [ "$(status /posts/hello --header "If-None-Match: $gzip_tag" --header 'Accept-Encoding: gzip')" = 304 ]
    [ "$(status /posts/hello --header 'If-None-Match: "other"')" = 200 ]
}

@test "a HEAD leaves no empty page behind, and a GET with a body none at all" {
    [ "$(cached /posts/hello --head)" = MISS ]
    get /posts/hello | grep -q '<h1>Hello</h1>'
    cached /tags --request GET --data 'a=b' >/dev/null
    [ "$(cached /tags)" = MISS ]
}

@test "who writes sees it at once, and everybody a second later, after an idle time too" {
    get /posts/hello >/dev/null
    local jar=$BATS_TEST_TMPDIR/jar
    by_alice POST /comment/1 --cookie-jar "$jar" --data-urlencode 'text=Something new.' --output /dev/null
    grep -q written "$jar"
    by_alice GET /posts/hello --cookie 'written=1' | grep -q 'Something new.'
    get /posts/hello | grep -q 'Something new.'

    by_alice POST /moderate/comment/1 --data 'do=hide' --data-urlencode 'reason=It is a test.' --output "$BATS_TEST_TMPDIR/answer"
    [ "$(sql site "SELECT state FROM comment WHERE id = 1")" = hidden ]
    sleep 4
    ! get /posts/hello | grep -q 'Something new.' || false
}

@test "what is deleted is gone, though nginx has it still" {
    get /posts/hello | grep -q '<h1>Hello</h1>'
    sql site "DELETE FROM listing"
    sql site "DELETE FROM post"
    sleep 2.1
    [ "$(status /posts/hello)" = 404 ]
}

@test "while programs fail, what was kept goes on being shown" {
    get /posts/hello >"$BATS_TEST_TMPDIR/before"
    # The database is no database any more: the program answers 500.
    mv "$data/site.db" "$data/aside.db"
    echo nothing >"$data/site.db"
    sleep 2.1
    get /posts/hello | cmp - "$BATS_TEST_TMPDIR/before"
    [ "$(cached /posts/hello)" = STALE ]
    [ "$(status /posts/other)" = 500 ]
    # Nobody takes requests any more.
    rm "$data/run/quick.sock"
    sleep 1
    get /posts/hello | cmp - "$BATS_TEST_TMPDIR/before"
    [ "$(status /posts/other)" = 502 ]
}

@test "a query that means nothing is no address of its own" {
    [ "$(cached '/posts/hello?a=1')" = MISS ]
    local number
    for number in {1..20}; do get "/posts/hello?utm_source=$number&x$number" >/dev/null; done
    [ "$(grep -c '"path":"/posts/hello".*"cache":"\(MISS\|EXPIRED\)"' "$data/log/access.log")" -le 3 ]
    [ "$(find "$data/run/pages" -type f | wc -l)" = 1 ]
    [ "$(cached '/posts/hello?after=5')" = MISS ]
}

@test "nothing of who asks is kept, whatever she asks for" {
    local name path checked=0
    for path in $(cd "$checkout/Sources/cgi-bin" && ls); do
        for name in "/$path" "/$path/1" "/$path/alice" "/$path/hello"; do
            by_alice GET "$name" --header "Authorization: Bearer $(token alice)" --output /dev/null
            by_alice GET "$name" --header 'Accept-Encoding: gzip' --output /dev/null
            checked=$((checked + 1))
        done
    done
    [ "$checked" -gt 100 ]
    # What is compressed is looked into as well. A file that is being written has a longer name, and on a busy machine
    # nginx may take one away meanwhile.
    python3 - "$data/run" "$(token alice)" <<'PYTHON'
import glob, re, sys, zlib
looked = 0
for name in glob.glob(sys.argv[1] + "/pages/**", recursive=True) + glob.glob(sys.argv[1] + "/nowhere/**", recursive=True):
    if not re.search(r"/[0-9a-f]{32}$", name):
        continue
    try:
        content = open(name, "rb").read()
    except FileNotFoundError:
        continue
    start = content.find(b"\x1f\x8b\x08")
    text = content + (zlib.decompressobj(31).decompress(content[start:]) if start >= 0 else b"")
    assert b"\r\n\r\n" in text, name
    for secret in (sys.argv[2].encode(), b"alice@example.com", b"Set-Cookie", b"no-store"):
        assert secret not in text, (name, secret)
    looked += 1
assert looked > 10, looked
PYTHON
}

@test "an answer is kept only where its program is declared to answer everyone alike" {
    local name declared
    for name in $(cd "$checkout/Sources/cgi-bin" && ls); do
        declared=$("$checkout/cgi-bin/$name" --route | sed 's/.*"cache":"\([a-z]*\)".*/\1/')
        [ "$declared" = page ] || {
            cached "/$name" >/dev/null
            [ "$(cached "/$name")" != HIT ]
        }
    done
}

@test "a file is sent compressed as it stands, and its address with a version is kept for a year" {
    get /style.css --header 'Accept-Encoding: gzip' --dump-header "$BATS_TEST_TMPDIR/head" | gunzip | cmp - "$checkout/htdocs/style.css"
    grep -qi '^Content-Length: ' "$BATS_TEST_TMPDIR/head"
    local address
    address=$(get / | sed -n 's/.*href="\(\/style.css?v=[0-9a-z]*\)".*/\1/p')
    [ -n "$address" ]
    get "$address" --head | grep -qi '^Cache-Control: public, max-age=31536000, immutable'
    get /style.css --head | grep -qi '^Cache-Control: public, max-age=300'
}

@test "a question mark within a path makes no page pass for another" {
    get '/posts/hello?after=1' >/dev/null
    [ "$(status '/posts/hello%3Fafter=1')" = 404 ]
    [ "$(status '/nowhere%3Fa?b' --output "$BATS_TEST_TMPDIR/page")" = 404 ]
    [ "$(cached '/nowhere?a?b')" = MISS ]
}
