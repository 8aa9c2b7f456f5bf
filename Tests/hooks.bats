#!/usr/bin/env bats
# Events for other programs, delivered to a real web server on the loopback.
load server
load people

setup() {
    make_home
    for name in hooks comment write moderate; do cp "$checkout/cgi-bin/$name" "$home/cgi-bin/$name"; done
    mkdir -p "$data"
    # Makes the databases.
    "$foobar" user add olga --email olga@example.org --role owner --data "$data" >/dev/null
    sql members.db "INSERT INTO session SELECT x'$(python3 -c \
        'import hashlib, sys; print(hashlib.blake2b(sys.argv[1].encode(), digest_size=32).hexdigest())' "$(token olga)")',
        1, unixepoch(), unixepoch(), unixepoch(), 'test'"
    received=$BATS_TEST_TMPDIR/received
    receiver_port=$(free_port)
    to=http://127.0.0.1:$receiver_port
    python3 "$checkout/Tests/receiver" "$receiver_port" "$received" >"$BATS_TEST_TMPDIR/receiver.log" 2>&1 3>&- &
    receiver=$!
    for _ in {1..100}; do
        if grep -q ready "$BATS_TEST_TMPDIR/receiver.log"; then return 0; fi
        sleep 0.1
    done
    return 1
}

teardown() {
    stop_server
    kill "$receiver" || true
}

hooks() {
    "$foobar" hooks "$@" --data "$data"
}

# publish SLUG [DATE TIME]: a post of the owner's.
publish() {
    as olga POST /write/new --form "title=About $1" --form 'source=Words' --form "slug=$1" --form tags=news --form "date=${2-}" \
        --form "time=${3-}" --form comments=1 --form do=publish --include | grep -q '303 See Other'
}

# now_due: makes the time of all that waits come.
now_due() {
    sql members.db 'UPDATE hook_delivery SET next_at = 0 WHERE delivered_at IS NULL AND next_at < (1 << 52)'
}

@test "each event is told of once, to whom wants it, and nothing else is" {
    publish before
    # Events are told from the second on in which the hook is added.
    sleep 1.1
    hooks add "$to/all" >"$BATS_TEST_TMPDIR/secret"
    hooks add "$to/members" --event member.joined
    person mia member
    person mod moderator
    publish hello
    publish later 2099-01-01 10:00
    as olga POST /write/new --form title=Unfinished --form source=Words --form do=draft >/dev/null
    post=$(sql site.db "SELECT id FROM post WHERE slug = 'hello'")
    as olga POST "/comment/$post" --form 'text=First words' >/dev/null
    # A new member's first comment waits.
    as mia POST "/comment/$post" --form 'text=Held words' >/dev/null
    as mia POST "/comment/$post" --form 'text=Never seen' >/dev/null
    [ "$(sql site.db "SELECT group_concat(state) FROM comment")" = visible,held,held ]
    hooks flush
    [ "$(ls "$received" | sort | paste -sd,)" = "all comment-1 0.json,all member-2 0.json,all member-3 0.json,all post-2 0.json,members member-2 0.json,members member-3 0.json" ]

    as mod POST /moderate/comment/2 --form do=approve >/dev/null
    as mod POST /moderate/comment/3 --form do=hide --form reason=Rude >/dev/null
    # As the clock does it.
    sql site.db "UPDATE listing SET sort_at = unixepoch() WHERE post_id = (SELECT id FROM post WHERE slug = 'later')"
    sql site.db "UPDATE post SET published_at = unixepoch() WHERE slug = 'later'"
    hooks flush
    hooks flush
    [ "$(ls "$received" | grep -c '^all')" = 6 ]
    [ -e "$received/all comment-2 0.json" ]
    [ -e "$received/all post-3 0.json" ]
    [ "$(ls "$received" | grep -c '^members')" = 2 ]

    SECRET=$(tail -1 "$BATS_TEST_TMPDIR/secret") python3 - "$received" <<'PYTHON'
import base64, hashlib, hmac, json, os, sys, time
key = base64.b64decode(os.environ["SECRET"].removeprefix("whsec_"), validate=True)
assert len(key) == 32
bodies = {}
for name in os.listdir(sys.argv[1]):
    request = json.load(open(os.path.join(sys.argv[1], name)))
    headers, body = request["headers"], request["body"]
    signed = f"{headers['webhook-id']}.{headers['webhook-timestamp']}.{body}".encode()
    signature = "v1," + base64.b64encode(hmac.new(key, signed, hashlib.sha256).digest()).decode()
    assert (headers["webhook-signature"] == signature) == (request["path"] == "/all"), (name, headers)
    assert abs(int(headers["webhook-timestamp"]) - time.time()) < 60
    assert headers["content-type"] == "application/json"
    assert "@example.org" not in body, body
    if request["path"] == "/all":
        bodies[headers["webhook-id"]] = json.loads(body)
post = bodies["post-2"]
assert post["type"] == "post.published" and post["timestamp"] == post["data"]["published_at"], post
assert post["data"]["url"] == "http://localhost/posts/hello" and post["data"]["title"] == "About hello", post
assert post["data"]["authors"] == [{"name": "olga", "url": "http://localhost/users/olga", "shown": "olga"}], post
assert post["data"]["tags"] == ["news"] and post["data"]["slug"] == "hello", post
comment = bodies["comment-2"]
assert comment["type"] == "comment.added" and comment["data"]["author"]["name"] == "mia", comment
assert comment["data"]["html"] == "<p>Held words</p>\n" and comment["data"]["post"]["slug"] == "hello", comment
assert bodies["member-2"]["type"] == "member.joined"
assert bodies["member-2"]["data"] == {"name": "mia", "shown": "Mia", "url": "http://localhost/users/mia"}
PYTHON
}

@test "what fails is tried again by the same id, and no other hook waits for it" {
    hooks add "$to/fails"
    hooks add "$to/ok"
    publish hello
    run hooks flush
    [ "$status" -eq 0 ]
    [[ $output == *"Hooks: 1 taken."* ]]
    [[ $output == *"post-1 to $to/fails was not taken: 500"*"no room"* ]]
    # Not before its time.
    [ -z "$(hooks flush)" ]
    now_due
    hooks flush
    [ -e "$received/fails post-1 1.json" ]
    [ "$(sql members.db "SELECT next_at - unixepoch() > 290 FROM hook_delivery WHERE hook_id = 1")" = 1 ]
    touch "$BATS_TEST_TMPDIR/mended"
    now_due
    [ "$(hooks flush)" = 'Hooks: 1 taken.' ]
    now_due
    [ -z "$(hooks flush)" ]
}

@test "a hook that takes nothing for three days is turned off, until the owner turns it on" {
    hooks add "$to/fails"
    publish hello
    for _ in {1..10}; do hooks flush >/dev/null; now_due; done
    [ "$(ls "$received" | wc -l)" = 10 ]
    [[ $(hooks list) == *"turned off at "*": 500"*"no room"*"not tried again"* ]]
    [[ $(as olga GET /hooks) == *"It was turned off at"*"500"*"Turn on again"* ]]
    publish second
    [ -z "$(hooks flush)" ]
    touch "$BATS_TEST_TMPDIR/mended"
    as olga POST /hooks --form enable=1 --include | grep -q '303 See Other'
    [[ $(hooks flush) == "Hooks: "*" taken." ]]
    [ -e "$received/fails post-1 10.json" ]
    [[ $(as olga GET /hooks) == *"Taken at"* ]]
}

@test "410 turns a hook off, no redirect is followed, and neither silence nor endless words hold up the rest" {
    hooks add "$to/gone"
    hooks add "$to/moved"
    hooks add "$to/endless"
    hooks add "http://127.0.0.1:1/"
    hooks add "$to/silent"
    publish hello
    started=$SECONDS
    run hooks flush
    [ "$((SECONDS - started))" -le 30 ]
    [[ $(sql members.db 'SELECT group_concat(answer, "; ") FROM (SELECT answer FROM hook_delivery ORDER BY hook_id)') == \
        "410 Gone; 302 Found; 200 OK; curl: (7) "*"; curl: (28) "* ]]
    [ "$(sql members.db 'SELECT group_concat(id) FROM hook WHERE disabled_at IS NOT NULL')" = 1 ]
    [ ! -e "$received/ok post-1 0.json" ]
    [ "$status" -eq 0 ]
}

@test "ten flushes at once send each event once" {
    hooks add "$to/ok"
    for number in {101..120}; do person "member$number" member; done
    flushes=()
    for _ in {1..10}; do
        hooks flush >/dev/null 3>&- &
        flushes+=($!)
    done
    wait "${flushes[@]}"
    [ "$(ls "$received" | wc -l)" = 20 ]
}

@test "serve delivers at once" {
    hooks add "$to/ok"
    start_server
    sleep 1
    publish hello
    for _ in {1..50}; do
        if [ -e "$received/ok post-1 0.json" ]; then break; fi
        sleep 0.1
    done
    grep -q "http://localhost:$port/posts/hello" "$received/ok post-1 0.json"
}

@test "the owner adds a hook, sees its secret once, tests it and deletes it; nobody else may" {
    person mod moderator
    [[ $(as mod GET /hooks --include) == *"403 Forbidden"* ]]
    [[ $(as mod POST /hooks --form "address=$to/ok" --form post=1 --include) == *"403 Forbidden"* ]]
    page=$(as olga POST /hooks --form "address=$to/ok" --form member=1)
    secret=$(grep -o 'whsec_[A-Za-z0-9+/=]*' <<<"$page")
    [ "$(sql members.db 'SELECT secret, events FROM hook')" = "$secret|member.joined" ]
    page=$(as olga GET /hooks)
    [[ $page == *"$to/ok"* && $page == *"A member joins"* ]]
    [[ $page != *whsec_* ]]
    as olga POST /hooks --form ping=1 --include | grep -q '303 See Other'
    hooks flush
    grep -q '\\"type\\":\\"ping\\"' "$received"/ok\ ping-*.json
    [[ $(as olga GET /hooks) == *"Taken at"*"200 OK"* ]]
    as olga POST /hooks --form remove=1 --include | grep -q '303 See Other'
    [ "$(hooks list)" = 'There are no hooks.' ]
    [[ $(as olga POST /hooks --form remove=1 --include) == *"404 Not Found"* ]]
}

@test "an address that is none is refused, in the form and in the shell" {
    for address in '' nonsense ftp://example.org/ 'http://' 'https:///path' 'http://a b/' 'file:///etc/passwd' $'http://a/\nurl=x' 'http://a/"x'; do
        page=$(as olga POST /hooks --form "address=$address" --form post=1 --include)
        [[ $page == *"422 Unprocessable"*"no address that an event can be sent to"* ]]
        run hooks add "$address"
        [ "$status" -eq 1 ] && [[ $output == *"no address that an event can be sent to"* ]]
    done
    [[ $(as olga POST /hooks --form "address=$to/ok" --include) == *"422 Unprocessable"*"Choose one event at least."* ]]
    [ "$(hooks list)" = 'There are no hooks.' ]
    run hooks remove 9
    [ "$status" -eq 1 ] && [ "${lines[0]}" = "Error: There is no hook 9; './foobar hooks list' shows all. Nothing was changed." ]
}
