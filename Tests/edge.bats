#!/usr/bin/env bats
# What stands between the site and everyone else: what browsers are told, how often one client may ask, and for how long.
load cgi
load server

setup() {
    checkout=$(cd "$BATS_TEST_DIRNAME/.." && pwd)
    make_site
    start_server
}

teardown() {
    [ -z "${secure-}" ] || { kill "$secure" && wait "$secure"; } || true
    stop_server
}

policy="default-src 'none'; style-src 'self'; img-src 'self' https:; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"

# has_header NAME VALUE: the head in the file has the header once, with this value.
has_header() {
    local values
    values=$(sed -n "s/^$1: //Ip" "$BATS_TEST_TMPDIR/head")
    [ "$values" = "$2" ] || { printf '%s is %s\nand not %s\n' "$1" "$values" "$2"; return 1; }
}

# head_of PATH [CURL OPTION...]: keeps the head of an answer.
head_of() {
    get "$1" --dump-header "$BATS_TEST_TMPDIR/answer" "${@:2}" >"$BATS_TEST_TMPDIR/page"
    tr -d '\r' <"$BATS_TEST_TMPDIR/answer" >"$BATS_TEST_TMPDIR/head"
}

# at_once COUNT PATH [CURL OPTION...]: the statuses of so many requests at the same time, each with its Retry-After, and
# how often each came. The bodies are in page1, page2 and on.
at_once() {
    local mark='?'
    [[ $2 != *\?* ]] || mark='&'
    rm -f "$BATS_TEST_TMPDIR"/page*
    get "$2${mark}n=[1-$1]" --no-progress-meter --parallel --parallel-immediate --parallel-max 300 \
        --output "$BATS_TEST_TMPDIR/page#1" --write-out '%{http_code}/%header{retry-after}\n' "${@:3}" |
        sed 's#/$##' | sort | uniq -c | awk '{ print $2 ":" $1 }' | paste -sd ' '
}

@test "every answer tells browsers what they may do with it: pages, files, feeds, the API, errors" {
    local name path long checked=0
    long=$(printf 'x%.0s' {1..9000})
    for path in / /posts/hello /tags /search?q=words /login /join /account /feed /feed/json /sitemap.xml /api /api/v1/posts \
        /api/v1/none /nowhere /style.css /favicon.svg /me.css /robots.txt /health /guestbook /stats /c/999 "/$long"; do
        head_of "$path"
        has_header Content-Security-Policy "$policy"
        has_header Cross-Origin-Opener-Policy same-origin
        name=same-origin
        [ "$path" != /favicon.svg ] || name=cross-origin
        has_header Cross-Origin-Resource-Policy "$name"
        has_header Permissions-Policy 'camera=(), display-capture=(), geolocation=(), microphone=(), payment=(), usb=()'
        has_header Referrer-Policy strict-origin-when-cross-origin
        has_header X-Content-Type-Options nosniff
        # Over plain HTTP a browser would not believe it.
        has_header Strict-Transport-Security ''
        # The API believes no cookie: any page may ask.
        name=
        [[ $path != /api/v1/* ]] || name='*'
        has_header Access-Control-Allow-Origin "$name"
        has_header X-Powered-By ''
        has_header Server nginx
        checked=$((checked + 1))
    done
    [ "$checked" = 23 ]
    head_of /style.css --data x
    has_header Content-Security-Policy "$policy"
    head -c 2000000 /dev/zero >"$BATS_TEST_TMPDIR/large"
    head_of /posts/hello --data-binary "@$BATS_TEST_TMPDIR/large"
    grep -q ' 413 ' "$BATS_TEST_TMPDIR/head"
    has_header Content-Security-Policy "$policy"
}

@test "what members uploaded is no page, and its pictures may be shown elsewhere" {
    local name
    for name in aaaaaaaaaaaaaaaaaaaaaaaaaa.webp aaaaaaaaaaaaaaaaaaaaaaaaaa.txt; do
        mkdir -p "$data/uploads"
        echo x >"$data/uploads/$name"
        head_of "/uploads/$name"
        grep -q ' 200 ' "$BATS_TEST_TMPDIR/head"
        has_header Content-Security-Policy "default-src 'none'; sandbox; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
        has_header X-Content-Type-Options nosniff
    done
    has_header Cross-Origin-Resource-Policy same-origin
    head_of "/uploads/${name%.txt}.webp"
    has_header Cross-Origin-Resource-Policy cross-origin
    # The page that says that there is none is one of the site.
    head_of /uploads/bbbbbbbbbbbbbbbbbbbbbbbbbb.webp
    grep -q ' 404 ' "$BATS_TEST_TMPDIR/head"
    has_header Content-Security-Policy "$policy"
}

@test "a program's own policy takes the usual one's place, and one that only narrows comes beside it" {
    make_home
    stop_server
    program own <<<$'#!/bin/sh\nprintf "Content-Type: text/plain\\nContent-Security-Policy: script-src \'self\'\\nCross-Origin-Opener-Policy: unsafe-none\\nPermissions-Policy: usb=*\\nCross-Origin-Resource-Policy: cross-origin\\n\\n"'
    program narrow <<<$'#!/bin/sh\nprintf "Content-Type: text/plain\\nContent-Security-Policy: img-src \'self\'\\n\\n"'
    start_server
    head_of /own
    has_header Content-Security-Policy "script-src 'self'"
    has_header Cross-Origin-Opener-Policy unsafe-none
    has_header Permissions-Policy 'usb=*'
    has_header Cross-Origin-Resource-Policy cross-origin
    head_of /narrow
    has_header Content-Security-Policy "img-src 'self'"$'\n'"$policy"
}

@test "pictures of other hosts are shown, until the owner will not have it" {
    head_of /posts/hello
    has_header Content-Security-Policy "$policy"
    sql site "INSERT INTO setting VALUES ('foreign_pictures', 'hidden')"
    local path
    for path in /tags /nowhere /login; do
        head_of "$path"
        has_header Content-Security-Policy "img-src 'self'"$'\n'"$policy"
    done
}

@test "over TLS browsers are told to come by TLS from then on, and cookies are for TLS alone" {
    local folder=$BATS_TEST_TMPDIR/tls secure_port
    secure_port=$(free_port)
    openssl req -x509 -newkey rsa:2048 -nodes -keyout "$BATS_TEST_TMPDIR/key" -out "$BATS_TEST_TMPDIR/certificate" -subj /CN=localhost \
        -days 2 2>/dev/null
    cp -r "$data/run/nginx" "$folder"
    sed -i "s#listen .*#listen 127.0.0.1:$secure_port ssl; ssl_certificate $BATS_TEST_TMPDIR/certificate; ssl_certificate_key $BATS_TEST_TMPDIR/key;#
        s#^pid .*#pid $folder/pid;#" "$folder/nginx.conf" "$folder/local.conf"
    sed -i "s#_cache_path \"[^\"]*/#&tls-#" "$folder/cache.conf"
    nginx -e stderr -c "$folder/nginx.conf" -g 'daemon off;' 3>&- &
    secure=$!
    url=https://127.0.0.1:$secure_port
    local try
    for try in {1..50}; do [ "$(status / --insecure)" != 200 ] || break; sleep 0.1; done
    head_of / --insecure
    has_header Strict-Transport-Security max-age=63072000
    has_header Content-Security-Policy "$policy; upgrade-insecure-requests"
    member alice
    head_of /logout --insecure --cookie "__Host-session=$(token alice)" --request POST --header 'Sec-Fetch-Site: same-origin'
    grep -q ' 303 ' "$BATS_TEST_TMPDIR/head" || { echo "try $try"; cat "$BATS_TEST_TMPDIR/head"; false; }
    has_header Set-Cookie '__Host-session=; Path=/; Max-Age=0; SameSite=Lax; Secure; HttpOnly
me=; Path=/; Max-Age=0; SameSite=Lax; Secure; HttpOnly
written=1; Path=/; Max-Age=5; SameSite=Lax; Secure; HttpOnly'
}

@test "robots.txt says where the sitemap is and what is not worth a visit, until the owner has a file of her own" {
    head_of /robots.txt
    has_header Content-Type 'text/plain; charset=utf-8'
    get /robots.txt >"$BATS_TEST_TMPDIR/robots"
    grep -qx "Sitemap: $url/sitemap.xml" "$BATS_TEST_TMPDIR/robots"
    python3 - "$BATS_TEST_TMPDIR/robots" <<'PYTHON'
import sys, urllib.robotparser
rules = urllib.robotparser.RobotFileParser()
rules.parse(open(sys.argv[1]).read().splitlines())
for path in ("/", "/posts/hello", "/posts/searching", "/tags/a?before=1", "/archive/2015", "/feed", "/uploads/a.webp"):
    assert rules.can_fetch("any", path), path
for path in ("/search?q=a", "/search", "/login?next=%2F", "/join", "/flag/post/1", "/comment/1", "/account", "/write/new"):
    assert not rules.can_fetch("any", path), path
PYTHON
}

@test "who asks too often is told when to come back, and nobody else has to wait" {
    # Of one client; the machine itself is none.
    local counted
    counted=$(at_once 300 '/search?q=words' --interface 127.0.0.2)
    [[ $counted =~ ^200:([0-9]+)\ 429/60:([0-9]+)$ ]] || { echo "$counted"; false; }
    [ "${BASH_REMATCH[1]}" -ge 90 ] && [ "${BASH_REMATCH[2]}" -ge 50 ]
    [ "$(grep -l 'Error 429' "$BATS_TEST_TMPDIR"/page* | wc -l)" = "${BASH_REMATCH[2]}" ]
    cmp "$(grep -l 'Error 429' "$BATS_TEST_TMPDIR"/page* | head -n 1)" "$checkout/htdocs/errors/429.html"
    # What everyone reads, she reads on; so do all others, search too.
    [ "$(at_once 300 /posts/hello --interface 127.0.0.2)" = 200:300 ]
    [ "$(at_once 300 /style.css --interface 127.0.0.2)" = 200:300 ]
    [ "$(at_once 60 '/search?q=words' --interface 127.0.0.3)" = 200:60 ]
    [ "$(at_once 200 '/search?q=words')" = 200:200 ]
}

@test "what writes, signs in or leads nowhere has limits of its own, and a class at once stays below them" {
    [ "$(at_once 30 /login --interface 127.0.0.4)" = 200:30 ]
    [[ $(at_once 200 /login --interface 127.0.0.4) == *429/60:* ]]
    [ "$(at_once 30 /flag/post/1 --data reason=x --interface 127.0.0.5)" = 403:30 ]
    [[ $(at_once 200 /flag/post/1 --data reason=x --interface 127.0.0.5) == *429/60:* ]]
    [ "$(status /login --interface 127.0.0.5)" = 200 ]
    [[ $(at_once 300 /none/such --interface 127.0.0.6) == 404:*429/60:* ]]
}

@test "a program that asks the API hears of errors in its own language" {
    [[ $(at_once 200 /api/v1/posts --interface 127.0.0.7) == *429/60:* ]]
    python3 -c 'import json, sys; assert any(json.load(open(name)).get("status") == 429 for name in sys.argv[1:])' "$BATS_TEST_TMPDIR"/page*
    head -c 30000000 /dev/zero >"$BATS_TEST_TMPDIR/large"
    head_of /api/v1/posts --data-binary "@$BATS_TEST_TMPDIR/large"
    has_header Content-Type application/problem+json
    python3 -c 'import json, sys; assert json.load(open(sys.argv[1]))["status"] == 413' "$BATS_TEST_TMPDIR/page"
}

@test "a program's own 429 and 503 stay as they are" {
    make_home
    stop_server
    program tired <<<$'#!/bin/sh\nprintf "Status: $QUERY_STRING x\\nContent-Type: text/plain\\nRetry-After: 7\\n\\nmine"'
    start_server
    local code
    for code in 429 503; do
        head_of "/tired?$code"
        grep -q " $code " "$BATS_TEST_TMPDIR/head"
        has_header Retry-After 7
        [ "$(get "/tired?$code")" = mine ]
    done
}

@test "a program that has had enough of somebody says when to come back" {
    member alice
    local try path
    # Three mails to one address, whoever asks.
    for try in {1..4}; do as - POST /reset --form email=one@example.net >/dev/null; done
    for path in /reset /join /account/email /account/invitations; do
        as alice POST "$path" --form name=zoe --form email=one@example.net >/dev/null
        assert_status 429
        assert_header Retry-After 1800
    done
    for try in {1..11}; do as alice POST /account/password --form "password=wrong $try" --form new-password=x >/dev/null; done
    assert_status 429
    assert_header Retry-After 60
}

@test "hundreds that send slowly, or nothing, keep nobody from reading, and are sent away" {
    python3 - "$port" <<'PYTHON'
import http.client, socket, sys, time
port = int(sys.argv[1])
starts = [b"GET / HTTP/1.1\r\nHost: x\r\nX-Slow: ", b"POST /login HTTP/1.1\r\nHost: x\r\nContent-Length: 1000\r\n\r\na", b""]
slow = []
for number in range(900):
    connection = socket.create_connection(("127.0.0.1", port), timeout=5)
    connection.sendall(starts[number % 3])
    slow.append(connection)
took = []
for path in ("/", "/posts/hello", "/login", "/style.css") * 5:
    start = time.monotonic()
    reader = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
    reader.request("GET", path)
    assert reader.getresponse().status == 200, path
    took.append(time.monotonic() - start)
    reader.close()
assert max(took) < 2, took
# A head that does not end has ten seconds.
heads, end = slow[0::3], time.monotonic() + 14
while time.monotonic() < end:
    for connection in list(heads):
        connection.setblocking(False)
        try:
            connection.sendall(b"a")
            connection.recv(1)
            heads.remove(connection)
        except BlockingIOError:
            pass
        except OSError:
            heads.remove(connection)
    if not heads:
        break
    time.sleep(0.5)
assert not heads, f"{len(heads)} are still there"
PYTHON
}
