#!/usr/bin/env bats
# /me.css: what nginx makes of the display cookie (nginx/me.conf).
load server

setup() {
    make_home
    start_server
    signed_out='.in{display:none}'
}

teardown() {
    stop_server
}

me() {
    get /me.css --header "Cookie: $1"
}

@test "nobody is signed in without the cookie" {
    [ "$(get /me.css)" = "$signed_out" ]
    [ "$(me 'other=alice')" = "$signed_out" ]
}

@test "the cookie names the reader" {
    [ "$(me me=alice)" = '.out{display:none}.me::after{content:"alice"}[data-by~="alice"] .own{display:inline}' ]
    [ "$(me 'a=b; me=9_a-b; c=d')" = '.out{display:none}.me::after{content:"9_a-b"}[data-by~="9_a-b"] .own{display:inline}' ]
    [ "$(me "me=$(printf 'a%.0s' {1..32})")" != "$signed_out" ]
}

@test "any other value counts as signed out" {
    local value
    for value in '' Alice 'al ice' 'alice"' '"alice"' "alice'" 'a}b' 'a\22' 'a</style>' 'a%22' 'a%0a' $'al\tice' \
        $'al\xc3\xa9' $'alice\xff' 'a/*' '../a' 'a.b' "$(printf 'a%.0s' {1..33})" '$me' 'a,b' 'a@b'; do
        [ "$(me "me=$value")" = "$signed_out" ] || { echo "$value"; false; }
    done
    # Of two cookies with the name, the first counts.
    [ "$(me 'me=x"; me=alice')" = "$signed_out" ]
}

@test "it is this browser's alone, asked for anew with each page, and CSS" {
    get /me.css --include | tr -d '\r' >"$BATS_TEST_TMPDIR/head"
    cat "$BATS_TEST_TMPDIR/head"
    grep -qx 'HTTP/1.1 200 OK' "$BATS_TEST_TMPDIR/head"
    grep -qx 'Content-Type: text/css; charset=utf-8' "$BATS_TEST_TMPDIR/head"
    grep -qx 'Cache-Control: private, no-cache' "$BATS_TEST_TMPDIR/head"
    grep -qx 'Vary: Cookie' "$BATS_TEST_TMPDIR/head"
    grep -qx 'X-Content-Type-Options: nosniff' "$BATS_TEST_TMPDIR/head"
    [ "$(get /me.css --head --write-out '%{http_code}' --output /dev/null)" = 200 ]
}

@test "who is still the same reader is told so by 304, and nobody else" {
    status() {
        get /me.css --header "Cookie: me=$1" --header "If-None-Match: \"me-$2\"" --write-out '%{http_code}' --output /dev/null
    }
    [ "$(status alice alice)" = 304 ]
    [ "$(status alice '')" = 200 ]
    [ "$(status '' alice)" = 200 ]
    [ "$(status bob alice)" = 200 ]
}
