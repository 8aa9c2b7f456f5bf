#!/usr/bin/env bats
# What scripts call: $FOOBAR_TOOLS.
load cgi

setup() {
    make_site
    export FOOBAR_DATA=$data
    tools=$FOOBAR_TOOLS
}

# form TYPE BODY [NAME...]: what `form` makes of a POST from a page of the site; `origin` may say otherwise.
form() {
    printf %s "$2" >"$BATS_TEST_TMPDIR/body"
    REQUEST_METHOD=POST CONTENT_TYPE=$1 CONTENT_LENGTH=$(wc -c <"$BATS_TEST_TMPDIR/body") \
        HTTP_SEC_FETCH_SITE=${origin-same-origin} "$tools/form" "${@:3}" <"$BATS_TEST_TMPDIR/body"
}

urlencoded=application/x-www-form-urlencoded

@test "escape makes any text HTML" {
    [ "$(printf '<a href="x">&'\''\n</a>' | "$tools/escape")" = $'&lt;a href=&quot;x&quot;&gt;&amp;&#39;\n&lt;/a&gt;' ]
    [ "$(printf 'é\xff' | "$tools/escape")" = 'é�' ]
}

@test "form hands a shell what was typed, whatever it was" {
    nasty=$'it\'s $(touch pwned) `touch pwned` "; exit 3; \\ \n\'\'\' \'\u0301; touch pwned; \'\u0301 end'
    # shellcheck disable=SC2034
    body="a=$(python3 -c 'import sys, urllib.parse; print(urllib.parse.quote_plus(sys.argv[1]))' "$nasty")&b=1&b=2&empty="
    a=unset b=unset empty=unset missing=unset
    cd "$BATS_TEST_TMPDIR"
    eval "$(form $urlencoded "$body" a b empty missing)"
    [ "$a" = "$nasty" ] && [ "$b" = 1 ] && [ -z "$empty" ] && [ -z "$missing" ] && [ ! -e pwned ]
    # Other shells read it the same.
    [ "$(dash -c 'eval "$1"; printf %s "$a"' dash "$(form $urlencoded "$body" a)")" = "$nasty" ]
    form $urlencoded "$body" | python3 -c 'import json, sys; d = json.load(sys.stdin); assert d == {"a": sys.argv[1], "b": "1", "empty": ""}, d' "$nasty"
    for name in 'a;b' 'a b' 1a '' '$(x)' a-b; do
        run form $urlencoded "$body" "$name"
        [ "$status" -eq 64 ]
    done
}

@test "form reads queries and multipart, and cleans what it reads" {
    [ "$(REQUEST_METHOD=GET QUERY_STRING='a=%00x%0D%0Ay%FF+' "$tools/form" a </dev/null)" = $'a=\'�x\ny�\'' ]
    body=$'--B\r\nContent-Disposition: form-data; name="a"\r\n\r\none\r\n--B\r\nContent-Disposition: form-data; name="f"; filename="x"\r\n\r\nfile\r\n--B--\r\n'
    [ "$(form 'multipart/form-data; boundary=B' "$body")" = '{"a":"one"}' ]
    [ "$(form text/plain a=1)" = '{}' ]
    # GET is anybody's; its body is nothing.
    [ "$(HTTP_SEC_FETCH_SITE=cross-site REQUEST_METHOD=GET QUERY_STRING=a=1 "$tools/form" </dev/null)" = '{"a":"1"}' ]
}

@test "form refuses what is another site's, too large or not whole" {
    large=a=$(printf 'x%.0s' {1..100001})
    origin=cross-site run form $urlencoded a=1 a
    [ "$status" -eq 3 ] && [ "$output" = 'exec "$FOOBAR_TOOLS/frame" 403' ]
    origin=same-site run form $urlencoded a=1
    [ "$status" -eq 3 ] && [ "$output" = 403 ]
    run form $urlencoded "$large" a
    [ "$status" -eq 1 ] && [ "$output" = 'exec "$FOOBAR_TOOLS/frame" 413' ]
    run form 'multipart/form-data; boundary=B' nonsense
    [ "$status" -eq 1 ] && [ "$output" = 400 ]
    run env REQUEST_METHOD=POST CONTENT_TYPE=$urlencoded CONTENT_LENGTH=9 HTTP_SEC_FETCH_SITE=none "$tools/form" <<<a=1
    [ "$status" -eq 1 ] && [ "$output" = 400 ]
    # Neither Fetch Metadata nor an origin: nobody knows whose it is.
    run env REQUEST_METHOD=POST "$tools/form" </dev/null
    [ "$status" -eq 3 ]
}

# frame ENVIRONMENT... with the answer on standard input.
frame() {
    env "$@" "$tools/frame" | tr -d '\r'
}

@test "frame answers a whole page" {
    printf 'Title: Tea & <b>\r\nDescription: A "line"\r\nX-Own: 1\r\nCache-Control: max-age=1\r\nContent-Length: 3\r\n\r\n<p>é</p>' |
        frame REQUEST_METHOD=GET SCRIPT_NAME=/tea PATH_INFO=/x HTTP_HOST=example.org >"$BATS_TEST_TMPDIR/page"
    sed '/^$/q' "$BATS_TEST_TMPDIR/page" >"$BATS_TEST_TMPDIR/head"
    sed '1,/^$/d' "$BATS_TEST_TMPDIR/page" >"$BATS_TEST_TMPDIR/body"
    cat "$BATS_TEST_TMPDIR/head"
    grep -qx 'Status: 200 OK' "$BATS_TEST_TMPDIR/head" && grep -qx 'X-Own: 1' "$BATS_TEST_TMPDIR/head"
    [ "$(grep -ci '^content-length:' "$BATS_TEST_TMPDIR/head")" = 1 ]
    grep -qx "Content-Length: $(wc -c <"$BATS_TEST_TMPDIR/body")" "$BATS_TEST_TMPDIR/head"
    "$python" "$checkout/Tests/select" h1 'Tea & <b>' <"$BATS_TEST_TMPDIR/body"
    "$python" "$checkout/Tests/select" '.lede' 'A "line"' <"$BATS_TEST_TMPDIR/body"
    "$python" "$checkout/Tests/select" 'link[rel=canonical][href="http://example.org/tea/x"]' <"$BATS_TEST_TMPDIR/body"
    "$python" "$checkout/Tests/select" 'main > p' é <"$BATS_TEST_TMPDIR/body"
    # Again, for a reader who has it, and one who wants the head alone.
    tag=$(sed -n 's/^ETag: //p' "$BATS_TEST_TMPDIR/head")
    printf 'Title: T\nCache-Control: max-age=1\n\n<p>' | frame REQUEST_METHOD=HEAD >"$BATS_TEST_TMPDIR/short"
    [ -z "$(sed '1,/^$/d' "$BATS_TEST_TMPDIR/short")" ] && grep -q '^Content-Length: [1-9]' "$BATS_TEST_TMPDIR/short"
    printf 'Title: Tea & <b>\nDescription: A "line"\nCache-Control: max-age=1\n\n<p>é</p>' |
        frame REQUEST_METHOD=GET SCRIPT_NAME=/tea PATH_INFO=/x HTTP_HOST=example.org HTTP_IF_NONE_MATCH="$tag" |
        head -n 1 | grep -qx 'Status: 304 Not Modified'
}

@test "frame keeps nobody's page, and says what it can't frame" {
    printf 'Title: T\n\n<p>' | frame | grep -qx 'Cache-Control: no-store'
    ! printf 'Title: T\n\n<p>' | frame | grep -q ^ETag || false
    printf 'Status: 404 Not Found\nTitle: T\n\n<p>' | frame | grep -qx 'Status: 404 Not Found'
    printf 'Location: /x\n\n' | frame | head -n 1 | grep -qx 'Status: 302 Found'
    "$tools/frame" 429 </dev/null | tr -d '\r' | grep -qx 'Status: 429 Too Many Requests'
    printf 'Title: T\n\n<p>' | frame REQUEST_METHOD=DELETE >"$BATS_TEST_TMPDIR/page"
    grep -qx 'Status: 405 Method Not Allowed' "$BATS_TEST_TMPDIR/page" && grep -qx 'Allow: GET, HEAD, POST' "$BATS_TEST_TMPDIR/page"
    run env REQUEST_METHOD=BREW "$tools/form" a </dev/null
    [ "$status" -eq 1 ] && [ "$output" = 'exec "$FOOBAR_TOOLS/frame" 405' ]
    for answer in '<p>no head</p>' 'Title: T' $'Title: T\n<p>\n\nx' $'Status: 299 Odd\n\nx' $': x\n\nx'; do
        run "$tools/frame" < <(printf %s "$answer")
        echo "$output"
        [ "$status" -eq 1 ] && [ "${#lines[@]}" -eq 1 ]
    done
    for status_ in 200 299 x 999; do
        run "$tools/frame" $status_ </dev/null
        [ "$status" -eq 64 ]
    done
}

# viewer NAME METHOD [ORIGIN]: what `viewer` says of a request of hers.
viewer() {
    env REQUEST_METHOD="$2" HTTP_COOKIE="session=$(token "$1")" ${3+HTTP_SEC_FETCH_SITE="$3"} "$tools/viewer"
}

@test "viewer says who is signed in, and nobody else" {
    member bob moderator
    [ "$(viewer bob GET)" = 'bob moderator Bob' ]
    [ "$(viewer bob GET cross-site)" = 'bob moderator Bob' ]
    [ "$(viewer bob POST same-origin)" = 'bob moderator Bob' ]
    run viewer bob POST cross-site
    [ "$status" -eq 3 ] && [ -z "$output" ]
    run viewer bob POST
    [ "$status" -eq 3 ] && [ -z "$output" ]
    run viewer eve GET
    [ "$status" -eq 1 ] && [ -z "$output" ]
    run env REQUEST_METHOD=GET HTTP_COOKIE=me=bob "$tools/viewer"
    [ "$status" -eq 1 ] && [ -z "$output" ]
    # Over TLS the cookie has another name.
    run env REQUEST_METHOD=GET HTTPS=on HTTP_COOKIE="session=$(token bob)" "$tools/viewer"
    [ "$status" -eq 1 ] && [ -z "$output" ]
    sql members 'UPDATE member SET banned_until = 0'
    [ "$(viewer bob GET)" = 'bob moderator Bob' ]
    run viewer bob POST same-origin
    [ "$status" -eq 2 ] && [ -z "$output" ]
}

@test "mail waits for the owner, or for whom it names; a place sends so many" {
    run "$tools/mail" Subject <<<Text
    [ "$status" -eq 1 ]
    member olga owner
    member oscar owner
    printf 'One\r\nTwo\n' | "$tools/mail" $'A\nsubject'
    [ "$(mails)" = $'To: olga@example.org\nSubject: A subject\n\nOne\nTwo' ]
    "$tools/mail" Other ann@example.org <<<Text
    run "$tools/mail" Other 'ann@example.org, eve@example.org' <<<Text
    [ "$status" -eq 1 ]
    run env REQUEST_METHOD=POST HTTP_SEC_FETCH_SITE=cross-site "$tools/mail" Other <<<Text
    [ "$status" -eq 3 ]
    [ "$(sql members 'SELECT count(*) FROM mail')" = 2 ]
    for _ in {1..20}; do REQUEST_METHOD=POST HTTP_SEC_FETCH_SITE=none REMOTE_ADDR=10.0.0.1 "$tools/mail" Many <<<Text; done
    run env REQUEST_METHOD=POST HTTP_SEC_FETCH_SITE=none REMOTE_ADDR=10.0.0.1 "$tools/mail" Many <<<Text
    [ "$status" -eq 4 ]
    [ "$(sql members 'SELECT count(*) FROM mail')" = 22 ]
}

@test "limit counts by place and name" {
    for _ in 1 2; do REMOTE_ADDR=10.0.0.1 "$tools/limit" x 2 60; done
    run env REMOTE_ADDR=10.0.0.1 "$tools/limit" x 2 60
    [ "$status" -eq 4 ]
    REMOTE_ADDR=10.0.0.2 "$tools/limit" x 2 60
    REMOTE_ADDR=10.0.0.1 "$tools/limit" y 2 60
    for wrong in '' 'x' 'x 2' 'x 0 60' 'x 2 -1' 'x 2 a' 'x 2 60 1'; do
        # shellcheck disable=SC2086
        run "$tools/limit" $wrong
        [ "$status" -eq 64 ]
    done
}

# own_is NAME: the one database is there, with its log, which is empty, and nothing else.
own_is() {
    [ "$(ls "$data/own")" = "$(printf '%s\n' "$1" "$1-shm" "$1-wal")" ] && [ ! -s "$data/own/$1-wal" ]
}

@test "sql takes values apart from statements, and does all of them or none" {
    [ "$("$tools/sql" site 'SELECT ?2, ?1, html(?1), NULL, 7' "it's; <b>" two)" = $'two\tit\'s; <b>\tit&#39;s; &lt;b&gt;\t\t7' ]
    table='CREATE TABLE IF NOT EXISTS t (n INTEGER NOT NULL);'
    [ "$("$tools/sql" own-1 "$table INSERT INTO t VALUES (?1); -- a comment; 
        SELECT n + 1, typeof(n) FROM t;" 41)" = $'42\tinteger' ]
    run "$tools/sql" own-1 "INSERT INTO t VALUES (1); INSERT INTO t VALUES (NULL)"
    [ "$status" -eq 1 ] && [[ $output == *'NOT NULL constraint failed'* ]]
    run "$tools/sql" own-1 'SELECT ?1, ?2' one
    [ "$status" -eq 1 ]
    for name in ../site a/b '' 'a b'; do
        run "$tools/sql" "$name" 'SELECT 1'
        [ "$status" -eq 1 ]
    done
    [ "$("$tools/sql" own-1 "$table SELECT count(*) FROM t")" = 1 ]
    own_is own-1.db
    [ "$(stat -c %a "$data/own" "$data/own/own-1.db" | tr '\n' ' ')" = '700 600 ' ]
    [ "$("$tools/sql" own-1 'PRAGMA journal_mode')" = wal ]
}

@test "ten scripts make and fill one database at once" {
    local writers=()
    for number in {1..10}; do
        "$tools/sql" crowd 'CREATE TABLE IF NOT EXISTS t (n INTEGER); INSERT INTO t VALUES (?1)' "$number" 3>&- &
        writers+=($!)
    done
    for writer in "${writers[@]}"; do wait "$writer"; done
    [ "$("$tools/sql" crowd 'SELECT count(*), count(DISTINCT n) FROM t')" = $'10\t10' ]
    own_is crowd.db
}

@test "the keeper holds databases that scripts make while it runs" {
    "$checkout/.build/release/keeper" "$data" 3>&- &
    keeper=$!
    "$tools/sql" late 'CREATE TABLE t (n)'
    for _ in {1..60}; do
        if readlink /proc/$keeper/fd/* | grep -q '/own/late.db$'; then break; fi
        sleep 0.1
    done
    found=$(readlink /proc/$keeper/fd/* | grep -c '/own/late.db$' || true)
    "$tools/sql" late 'INSERT INTO t VALUES (1)'
    # Nobody who closes it takes the log away.
    [ -e "$data/own/late.db-wal" ] || found=0
    kill "$keeper"
    wait "$keeper" || true
    [ "$found" -gt 0 ]
    [ "$("$tools/sql" late 'SELECT n FROM t')" = 1 ]
}
