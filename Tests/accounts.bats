#!/usr/bin/env bats
# Accounts: sign up, log in and out, passwords, addresses, sessions, codes, invitations; each route run from the shell.
load server

setup() {
    make_home
    local name
    for name in account confirm join login logout reset; do
        ln -sf "$checkout/.build/release/$name" "$home/cgi-bin/$name"
    done
    password='seven green umbrellas'
    cookie=
}

teardown() {
    stop_server
}

# request METHOD PATH [OPTION...]: the answer with its head, as a page of the site would have asked for it, with $cookie.
request() {
    "$foobar" request "$1" "$2" --data "$data" --include --header 'Sec-Fetch-Site: same-origin' \
        ${cookie:+--header "Cookie: $cookie"} "${@:3}" | tr -d '\r'
}

# post PATH NAME=VALUE...
post() {
    local path=$1 fields=() field
    shift
    for field in "$@"; do fields+=(--form "$field"); done
    answer=$(request POST "$path" "${fields[@]}")
}

page() {
    answer=$(request GET "$1")
}

is() {
    [[ $answer == "HTTP/1.1 $1 "* ]] || { echo "$answer"; false; }
}

has() {
    [[ $answer == *"$1"* ]] || { echo "$answer"; echo "no: $1"; false; }
}

has_not() {
    [[ $answer != *"$1"* ]] || { echo "$answer"; echo "has: $1"; false; }
}

location() {
    sed -n 's/^Location: http:\/\/localhost:8080//p' <<<"$answer"
}

# The value of a cookie that the answer sets.
set_cookie() {
    sed -n "s/^Set-Cookie: $1=\([^;]*\);.*/\1/p" <<<"$answer" | tail -1
}

# Takes the session that the answer begins.
take_session() {
    local value
    value=$(set_cookie session)
    [ ${#value} -eq 43 ] || { echo "$answer"; false; }
    cookie="session=$value; me=$(set_cookie me)"
}

sql() {
    sqlite3 "$data/${2:-members}.db" "$1"
}

# The path of the link in the last mail to $1.
mailed() {
    sql "SELECT body FROM mail WHERE recipient = '$1' ORDER BY id DESC LIMIT 1" | grep -om1 'http://[^ ]*/[A-Za-z0-9_-]\{43\}' |
        sed 's|http://localhost:8080||'
}

# add_user NAME [ROLE]: an account with $password.
add_user() {
    local link
    link=$("$foobar" user add "$1" --email "$1@example.com" --role "${2:-member}" --data "$data" | grep -o '/reset/[A-Za-z0-9_-]\{43\}')
    post "$link" "new-password=$password"
    is 303
}

log_in() {
    cookie=
    post /login "name=$1" "password=$password"
    is 303
    take_session
}

# Makes every password proven long ago.
let_time_pass() {
    sql 'UPDATE session SET proven_at = proven_at - 1000'
}

prepare() {
    "$foobar" user list --data "$data"
}

code_of() {
    python3 -c '
import base64, hashlib, hmac, struct, sys, time
key = base64.b32decode(sys.argv[1])
digest = hmac.new(key, struct.pack(">Q", int(time.time()) // 30 + int(sys.argv[2])), hashlib.sha1).digest()
start = digest[-1] & 15
print("%06d" % ((struct.unpack(">I", digest[start:start + 4])[0] & 0x7fffffff) % 1000000))' "$1" "${2-0}"
}

@test "one signs up by a link in a mail, and chooses a password there" {
    prepare
    post /join name=Ann email=Ann@Example.com
    is 303
    [ "$(location)" = /join/sent ]
    [ "$(sql 'SELECT count(*) FROM user' site)" = 0 ]
    link=$(mailed ann@example.com)
    page "$link"
    is 200
    has 'Referrer-Policy: no-referrer'
    has 'Cache-Control: no-store'
    has 'value="ann"'
    [ "$(sql 'SELECT count(*) FROM user' site)" = 0 ]
    post "$link" name=ann new-password=ann@example
    is 422
    has 'would be guessed soon'
    post "$link" name=ann "new-password=$password"
    is 303
    [ "$(location)" = /account ]
    take_session
    page /account
    is 200
    has 'You are ann'
    page "$link"
    is 410
    [[ $(sql 'SELECT password FROM member') == '$argon2id$v=19$m=19456,t=2,p=1$'* ]]
}

@test "forms come back with what was typed, and what is wrong with it" {
    prepare
    post /join 'name=<script>"' $'email=x\x01@y'
    is 422
    has 'value="&lt;script&gt;&quot;"'
    has 'href="#name"'
    has 'href="#email"'
    has 'no address that mail can be sent to'
    post /join name= email=
    has 'Choose a name.'
    has 'Give your e-mail address.'
    post /join "name=$(printf 'a%.0s' {1..40})" email=a@example.com
    has 'at most 32'
    add_user bob
    cookie=
    post /join name=bob email=other@example.com
    has 'Somebody has this name already'
    [ "$(sql "SELECT count(*) FROM token WHERE kind = 'confirm'")" = 0 ]
}

@test "nobody learns whether there is an account" {
    add_user bob
    cookie=
    post /join name=robert email=bob@example.com
    is 303
    [ "$(location)" = /join/sent ]
    [[ $(sql 'SELECT subject FROM mail ORDER BY id DESC LIMIT 1') == 'You have an account'* ]]
    post /reset email=bob@example.com
    first=$answer
    post /reset email=nobody@example.com
    [ "$answer" = "$first" ]
    [ "$(sql "SELECT count(*) FROM mail WHERE recipient = 'nobody@example.com'")" = 0 ]
    post /login name=bob password=wrong
    is 422
    first=${answer//bob/X}
    post /login name=xyz password=wrong
    [ "${answer//xyz/X}" = "$first" ]
}

@test "one logs in by name or address, and goes on to a path of the site only" {
    add_user bob
    cookie=
    post /login name=BOB@example.com "password=$password" next=/account/mail
    [ "$(location)" = /account/mail ]
    has 'HttpOnly'
    has 'SameSite=Lax'
    local next
    for next in //evil.example '/\evil.example' https://evil.example $'/\nx' evil; do
        post /login name=bob "password=$password" "next=$next"
        is 303
        [ "$(location)" = / ]
    done
    take_session
    post /logout
    is 303
    has 'session=; Path=/; Max-Age=0'
    page /account
    is 303
    [ "$(location)" = '/login?next=%2Faccount' ]
}

@test "another site's page logs nobody in" {
    add_user bob
    answer=$("$foobar" request POST /login --data "$data" --include --header 'Sec-Fetch-Site: cross-site' \
        --form name=bob --form "password=$password") || [ $? -eq 4 ]
    is 403
    answer=$("$foobar" request POST /login --data "$data" --include --header 'Origin: https://evil.example' \
        --form name=bob --form "password=$password") || [ $? -eq 4 ]
    is 403
    # By a link's token it may be sent, since the token is the proof; but it begins no session.
    post /join name=carol email=carol@example.com
    answer=$("$foobar" request POST "$(mailed carol@example.com)" --data "$data" --include --header 'Origin: null' \
        --form name=carol --form "new-password=$password")
    is 303
    [ "$(tr -d '\r' <<<"$answer" | sed -n 's/^Location: //p')" = http://localhost:8080/login ]
    has_not 'Set-Cookie: session='
}

@test "tries are limited, for whoever guesses" {
    add_user bob
    local try
    for try in {1..11}; do post /login name=bob "password=wrong $try"; done
    is 429
    has 'Retry-After: 60'
    post /login name=bob "password=$password"
    is 429
    # From elsewhere she gets in.
    rm -f "$data"/tries.db*
    prepare
    post /login name=bob "password=$password"
    is 303
}

@test "a forgotten password: a link that works once, ends all sessions, and logs nobody in" {
    add_user bob
    log_in bob
    old=$cookie
    cookie=
    post /reset email=bob@example.com
    link=$(mailed bob@example.com)
    page "$link"
    is 200
    has 'Referrer-Policy: no-referrer'
    password='a wholly other thing'
    post "$link" "new-password=$password"
    is 303
    has_not 'Set-Cookie: session='
    post "$link" "new-password=$password"
    is 410
    cookie=$old
    page /account
    is 303
    log_in bob
    [[ $(sql 'SELECT subject FROM mail ORDER BY id DESC LIMIT 1') == 'Your password was changed'* ]]
}

@test "the password is changed with the one so far; other sessions end" {
    add_user bob
    log_in bob
    other=$cookie
    log_in bob
    post /account/password password=wrong new-password=short
    is 422
    has 'That is not your password.'
    has 'has 8 characters or more'
    before=$cookie
    post /account/password "password=$password" 'new-password=a wholly other thing'
    is 303
    take_session
    [ "$cookie" != "$before" ]
    page /account
    is 200
    cookie=$other
    page /account
    is 303
}

@test "before what matters, the password is asked for again; that begins a new session" {
    add_user bob
    log_in bob
    let_time_pass
    page /account/email
    is 303
    [ "$(location)" = '/login?proof=1&next=%2Faccount%2Femail' ]
    page '/login?proof=1&next=%2Faccount%2Femail'
    is 200
    has 'You are logged in as bob'
    has_not 'id="name"'
    post /login proof=1 next=/account/email password=wrong
    is 422
    before=$cookie
    post /login proof=1 next=/account/email "password=$password"
    [ "$(location)" = /account/email ]
    take_session
    [ "$cookie" != "$before" ]
    page /account/email
    is 200
}

@test "an address is changed by a link to the new one; the old one hears of it" {
    add_user bob
    log_in bob
    post /account/email email=robert@example.com
    [ "$(sql 'SELECT email FROM member')" = bob@example.com ]
    link=$(mailed robert@example.com)
    page "$link"
    is 200
    [ "$(sql 'SELECT email FROM member')" = bob@example.com ]
    post "$link"
    is 303
    [ "$(sql 'SELECT email FROM member')" = robert@example.com ]
    [[ $(sql "SELECT body FROM mail WHERE recipient = 'bob@example.com' ORDER BY id DESC LIMIT 1") == *robert@example.com* ]]
}

@test "sessions are listed and ended" {
    add_user bob
    cookie=
    answer=$(request POST /login --header 'User-Agent: Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0' \
        --form name=bob --form "password=$password")
    take_session
    other=$cookie
    log_in bob
    page /account/sessions
    has 'Firefox on Linux'
    has 'This one'
    id=$(grep -o 'name="end" value="[0-9A-F]*"' <<<"$answer" | grep -o '[0-9A-F]\{64\}')
    post /account/sessions "end=$id"
    is 303
    page /account
    is 200
    cookie=$other
    page /account
    is 303
}

@test "codes: turned on with one, each good once, recovery codes too; a reset does not pass them by" {
    add_user bob
    log_in bob
    page /account/two-factor
    is 200
    has '<svg'
    secret=$(grep -o 'name="secret" value="[A-Z2-7]*"' <<<"$answer" | cut -d'"' -f4)
    [ ${#secret} -eq 32 ]
    post /account/two-factor do=on "secret=$secret" code=000000
    is 422
    code=$(code_of "$secret")
    post /account/two-factor do=on "secret=$secret" "code=$code"
    is 200
    recovery=$(grep -om1 '[A-Z2-7]\{4\}\(-[A-Z2-7]\{4\}\)\{5\}' <<<"$answer")
    [ "$(sql 'SELECT count(*) FROM recovery_code')" = 8 ]

    cookie=
    post /login name=bob "password=$password" next=/account
    is 200
    has_not 'Set-Cookie: session='
    step=$(grep -o 'name="step" value="[^"]*"' <<<"$answer" | cut -d'"' -f4)
    # It was used to turn codes on.
    post /login "step=$step" "code=$code" next=/account
    is 422
    post /login "step=$step" "code=$(code_of "$secret" 1)" next=/account
    is 303
    [ "$(location)" = /account ]
    take_session
    cookie=
    post /login "step=$step" "code=$(code_of "$secret" 1)"
    is 422

    post /login name=bob "password=$password"
    step=$(grep -o 'name="step" value="[^"]*"' <<<"$answer" | cut -d'"' -f4)
    post /login "step=$step" "code=${recovery,,}"
    is 303
    [ "$(sql 'SELECT count(*) FROM recovery_code')" = 7 ]
    post /login name=bob "password=$password"
    step=$(grep -o 'name="step" value="[^"]*"' <<<"$answer" | cut -d'"' -f4)
    post /login "step=$step" "code=$recovery"
    is 422

    post /reset email=bob@example.com
    password='a wholly other thing'
    post "$(mailed bob@example.com)" "new-password=$password"
    post /login name=bob "password=$password"
    is 200
    has 'Your code'
}

@test "by invitation" {
    add_user bob
    sql "INSERT INTO setting VALUES ('user_sign_up', 'invited')" site
    cookie=
    page /join
    has 'by invitation'
    post /join name=carol email=carol@example.com
    has 'by invitation'
    log_in bob
    post /account/invitations email=carol@example.com
    is 303
    page /account/invitations
    has carol@example.com
    post /account/invitations email=carol@example.com
    has 'You have invited this address already.'
    link=$(mailed carol@example.com)
    cookie=
    page "$link"
    has 'You are invited, at carol@example.com'
    post "$link" name=carol "new-password=$password"
    is 303
    page "$link"
    is 410
    log_in bob
    page /account/invitations
    has '<li><a href="/users/carol">carol</a></li>'
    sql "UPDATE setting SET value = 'closed' WHERE name = 'user_sign_up'" site
    cookie=
    page /join
    has 'Nobody can sign up at the moment'
}

@test "the profile is cleaned, and its name is written wherever she is named" {
    add_user bob author
    sql "INSERT INTO post VALUES (1,'p','post','published',1,1,0,0,0,1,0,NULL,0,
        'jimbob'||char(9)||'bob'||char(10)||'bob'||char(9)||'bob','','','T','','','markdown','')" site
    sql "INSERT INTO listing VALUES ('by/bob',1,1)" site
    log_in bob
    post /account/profile $'shown= Bob\tB\x01 ' 'about=<b>' link=javascript:alert picture=
    is 422
    has 'value="&lt;b&gt;"'
    has 'An address begins with'
    post /account/profile $'shown= Bob\tB\x01 ' 'about=<b>' link=https://bob.example/ picture=
    is 303
    [ "$(sql 'SELECT shown FROM user' site)" = $'Bob B\xef\xbf\xbd' ]
    [ "$(sql 'SELECT authors FROM post' site)" = $'jimbob\tbob\nbob\tBob B\xef\xbf\xbd' ]
}

@test "what was sent when the session had ended is there after log-in" {
    add_user bob
    log_in bob
    session=$cookie
    sql 'DELETE FROM session'
    text='a long text that took all of the evening to write, and more'
    post /account/profile "shown=Bob" "about=$text" link= picture=
    is 303
    [[ $(location) == /login* ]]
    kept=$(set_cookie kept)
    [ ${#kept} -eq 43 ]
    cookie="kept=$kept"
    page /login
    has 'What you sent is kept'
    post /login name=bob "password=$password" next=/account/profile
    [ "$(location)" = /login/kept ]
    take_session
    cookie="$cookie; kept=$kept"
    page /login/kept
    has "$text"
    has 'action="/account/profile"'
    post /account/profile "kept=$kept" shown=Bob "about=$text" link= picture=
    is 303
    [ "$(sql 'SELECT about FROM user' site)" = "$text" ]
    has 'kept=; Path=/; Max-Age=0'
    [ "$(sql 'SELECT count(*) FROM pending')" = 0 ]
    # So is what was sent when the password had to be asked for again.
    let_time_pass
    post /account/email email=robert@example.com
    [[ $(location) == '/login?proof=1'* ]]
    [ -n "$(set_cookie kept)" ]
    # A password is not kept.
    cookie=
    post /account/password "password=$password" "new-password=$password"
    [ -z "$(set_cookie kept)" ]
}

@test "from the shell: added, listed, closed, opened, given a role, let in again" {
    add_user ann owner
    run "$foobar" user add ann --email other@example.com --data "$data"
    [ "$status" -eq 1 ]
    [[ $output == *'already; nothing was changed'* ]]
    run "$foobar" user disable ann --data "$data"
    [ "$status" -eq 1 ]
    [[ $output == *'only owner'* ]]
    add_user bob
    log_in bob
    "$foobar" user role bob moderator --data "$data"
    "$foobar" user disable bob --data "$data"
    run "$foobar" user list --data "$data"
    [[ $output == *'bob'*moderator*disabled*bob@example.com* ]]
    page /account
    is 303
    cookie=
    post /login name=bob "password=$password"
    is 403
    "$foobar" user enable bob --data "$data"
    log_in bob
    "$foobar" user log-out --all --data "$data"
    page /account
    is 303
    sql "UPDATE member SET totp_secret = 'x'"
    "$foobar" user codes-off bob --data "$data"
    log_in bob
    [[ $("$foobar" user reset-link bob --data "$data") == http://localhost:8080/reset/* ]]
}

@test "the first serve prints the owner's link; no log keeps it" {
    start_server
    link=$(grep -o '/join/[A-Za-z0-9_-]\{43\}' "$log")
    [ "$(get "$link" --output /dev/null --write-out '%{http_code}')" = 200 ]
    post "$link" name=ann email=ann@example.com "new-password=$password"
    is 303
    [ "$(sql "SELECT role FROM user WHERE name = 'ann'" site)" = owner ]
    [ "$(get "$link" --output /dev/null --write-out '%{http_code}')" = 410 ]
    for try in {1..50}; do
        ! grep -q '"path":"/join/..."' "$data/log/access.log" || break
        sleep 0.1
    done
    grep -q '"path":"/join/..."' "$data/log/access.log"
    ! grep -rq "${link#/join/}" "$data/log"
}
