#!/usr/bin/env bats
# What the owner sets and sees; what a member takes with her; the site as files.
load server
load cgi

setup() {
    export FOOBAR_HOME=$checkout
    data=$BATS_TEST_TMPDIR/data
    mkdir -p "$BATS_TEST_TMPDIR/blog"
    printf -- '---\ntitle: "A <b> & b"\ndate: 2015-06-30 23:30:00 +0000\nauthor: Ann\ntags: [One, Two]\n---\nHello *you*.\n' \
        >"$BATS_TEST_TMPDIR/blog/first.md"
    printf -- '---\ntitle: About\nlayout: page\n---\nA page.\n' >"$BATS_TEST_TMPDIR/blog/about.md"
    "$foobar" import "$BATS_TEST_TMPDIR/blog" --data "$data" >/dev/null
    member olga owner
    member mia member
}

# All settings as a new site has them, with those of "$@" in their place.
settings() {
    local field fields=(title=foobar about= address= language=en zone=UTC posts=10 'navigation=/tags Tags' 'footer=/feed Feed'
        pictures=shown signup=open held=1 words= mailname= mailaddress=)
    for field in "$@"; do fields+=("$field"); done
    python3 -c 'import sys; d = dict(f.split("=", 1) for f in sys.argv[1:]); [print(f"{k}={v}", end="\0") for k, v in d.items()]' \
        "${fields[@]}" >"$BATS_TEST_TMPDIR/fields"
    local options=()
    while IFS= read -r -d '' field; do options+=(--form "$field"); done <"$BATS_TEST_TMPDIR/fields"
    as olga POST /settings "${options[@]}"
}

@test "settings are the owner's alone" {
    [[ $("$foobar" request GET /settings --data "$data" --include) == *"303 See Other"*"/login?next=%2Fsettings"* ]]
    [[ $(as mia GET /settings) == *"403 Forbidden"* ]]
    [[ $(as mia GET /figures) == *"403 Forbidden"* ]]
    [[ $(as olga GET /settings) == *'value="foobar"'* ]]
    run "$foobar" request POST /settings --data "$data" --form title=x --header "Cookie: session=$(token olga)" \
        --header 'Sec-Fetch-Site: cross-site' --include
    [[ $output == *"403 Forbidden"* ]]
}

@test "what is set is on the pages" {
    [[ $(settings 'title=Tea & <i>' 'language=de' 'zone=Asia/Tokyo' $'navigation=/posts/about  About  us\n\nhttps://example.org/?a=b&c Else' \
        'posts=2' 'address=https://Example.org/') == *"303 See Other"*"/settings?saved=1"* ]]
    page=$("$foobar" request GET /posts/first --data "$data")
    [[ $page == *'<html lang="de">'* && $page == *'Tea &amp; &lt;i&gt;</a>'* ]]
    [[ $page == *'<nav aria-label="Site"><a href="/posts/about">About us</a> <a href="https://example.org/?a=b&amp;c">Else</a> '* ]]
    [[ $page == *'<link rel="canonical" href="https://example.org/posts/first">'* ]]
    # Nine hours on, the next day.
    [[ $page == *'<time datetime="2015-06-30T23:30:00Z">1 July 2015</time>'* ]]
    [[ $(as olga GET /settings?saved=1) == *'The settings are saved.'*'value="Asia/Tokyo"'* ]]
    settings >/dev/null
    # Only links of this test differ from what a new site has.
    [ "$(sql site 'SELECT group_concat(name) FROM setting')" = footer,navigation ]
}

@test "what is wrong with a setting is said beside it, what was typed is kept, and nothing is saved" {
    local long
    long=$(printf 'x%.0s' {1..301})
    run settings 'title=' "about=$long" 'address=ftp://x' 'language=?' 'zone=../../etc/passwd' 'posts=0' \
        'navigation=javascript:alert(1) x' 'footer=/a' 'pictures=x' 'signup=all' 'held=x' 'mailaddress=a b@c' 'mailname=<script>'
    [[ $output == *"422 "* && $output == *'Nothing is saved yet'* ]]
    local name
    for name in title about address language zone posts navigation footer pictures signup held mailaddress; do
        [[ $output == *"id=\"$name-error\""* && $output == *"href=\"#$name\""* ]] || { echo "$name"; false; }
    done
    [[ $output == *'value="../../etc/passwd"'* && $output == *'value="&lt;script&gt;"'* && $output == *"$long"* ]]
    [ -z "$(sql site 'SELECT name FROM setting')" ]
}

@test "the owner sees what goes on, and has failed mail tried again" {
    sql members "INSERT INTO mail VALUES (7, 'x@example.org', 'Sub <ject>', 'b', '', 1, 4503599627370496, 10, '550 no <such>')"
    page=$(as olga GET /figures)
    [[ $page == *'href="/users/mia"'* && $page == *'Sub &lt;ject&gt;'*'550 no &lt;such&gt;'* && $page == *'not tried again by itself'* ]]
    [[ $(as olga POST /figures --form mail=7) == *"303 See Other"* ]]
    [ "$(sql members 'SELECT tries, next_at > 1 AND next_at < 9999999999 FROM mail')" = '0|1' ]
}

# A post, a draft, and comments of mia: one that was answered, one that waits.
write_as_mia() {
    sql site "UPDATE user SET post_count = name = 'mia'"
    sql site "UPDATE listing SET list = replace(list, '/ann', '/mia')"
    sql site "UPDATE post SET authors = 'mia' || char(9) || 'Mia', comment_count = 2 WHERE slug = 'first'"
    sql site "INSERT INTO comment SELECT 1, id, x'0000000001', (SELECT id FROM user WHERE name = 'mia'), 'mia' || char(9) || 'Mia', '', 'visible', 5, NULL, '<p>hers</p>', 'markdown', 'hers' FROM post WHERE slug = 'first'"
    sql site "INSERT INTO comment SELECT 2, id, x'00000000010000000002', (SELECT id FROM user WHERE name = 'olga'), 'olga' || char(9) || 'Olga', '', 'visible', 6, NULL, '<p>an answer</p>', 'markdown', 'an answer' FROM post WHERE slug = 'first'"
    sql members "INSERT INTO upload SELECT 1, user_id, 'abc-10x10.webp', 'Cat', 'image/webp', 3, 10, 10, 5 FROM member WHERE email = 'mia@example.org'"
    mkdir -p "$data/uploads"
    printf one >"$data/uploads/abc-10x10.webp"
    printf two >"$data/uploads/abc-10x10-480.webp"
    printf else >"$data/uploads/abcd-10x10.webp"
}

@test "a member takes all that is hers" {
    write_as_mia
    as mia GET /export/archive.tar.gz >/dev/null
    body >"$BATS_TEST_TMPDIR/a.tar.gz"
    cd "$BATS_TEST_TMPDIR"
    tar --extract --file a.tar.gz
    [ "$(cat mia/uploads/abc-10x10.webp)" = one ]
    python3 - <<'PYTHON'
import json
def read(name): return json.load(open(f"mia/{name}.json"))
assert read("account")[0]["name"] == "mia"
assert read("member")[0]["email"] == "mia@example.org"
assert [c["source"] for c in read("comments")] == ["hers"]
assert len(read("sessions")) == 1
assert open("mia/posts/first.md").read().endswith("---\nHello *you*.\n")
PYTHON
    # Not without the password, given lately.
    sql members 'UPDATE session SET proven_at = 0'
    [[ $(as mia GET /export/archive.tar.gz) == *"/login?proof=1"* ]]
}

@test "a member leaves, and her texts stay without a name" {
    write_as_mia
    [[ $(as mia POST /leave --form texts=stay) == *"422 "*'sure-error'* ]]
    [[ $(as mia POST /leave --form texts=stay --form sure=1) == *"303 See Other"*"/leave/done"* ]]
    page=$("$foobar" request GET /posts/first --data "$data")
    [[ $page == *'<p>hers</p>'*'<p>an answer</p>'* && $page != *Mia* && $page != *mia* ]]
    [[ $("$foobar" request GET /users/mia --data "$data" --include) == *'404 '* ]]
    [ "$(sql members "SELECT count(*) FROM member WHERE email LIKE 'mia%'")" = 0 ]
    [ "$(sql members "SELECT count(*) FROM session")" = 1 ]
    [[ $(as mia GET /export) == *"/login"* ]]
    [ -e "$data/uploads/abc-10x10.webp" ]
}

@test "a member leaves, and her texts go" {
    write_as_mia
    [[ $(as mia POST /leave --form texts=go --form sure=1) == *"303 See Other"* ]]
    [[ $("$foobar" request GET /posts/first --data "$data" --include) == *'404 '* ]]
    [ "$(sql site "SELECT count(*) FROM listing AS l JOIN post AS p ON p.id = l.post_id WHERE slug = 'first'")" = 0 ]
    [ ! -e "$data/uploads/abc-10x10.webp" ] && [ ! -e "$data/uploads/abc-10x10-480.webp" ] && [ -e "$data/uploads/abcd-10x10.webp" ]
    # The only owner stays.
    [[ $(as olga POST /leave --form texts=go --form sure=1) == *'only owner'* ]]
    [ "$(sql site "SELECT state FROM user WHERE name = 'olga'")" = active ]
}

@test "an export comes back as the same site" {
    write_as_mia
    sql site "UPDATE post SET comments_open = 2 WHERE slug = 'about'"
    settings 'title=Tea' 'zone=Europe/Vienna' 'navigation=/tags T' >/dev/null
    "$foobar" export "$BATS_TEST_TMPDIR/out" --data "$data"
    "$foobar" import "$BATS_TEST_TMPDIR/out" --data "$data-2"
    local path
    for path in / /posts/first /posts/about /feed /tags /tags/one /archive /users /users/mia /sitemap.xml '/search?q=hello' /first; do
        "$foobar" request GET "$path" --include --data "$data" >"$BATS_TEST_TMPDIR/before" || [ $? -eq 4 ]
        "$foobar" request GET "$path" --include --data "$data-2" >"$BATS_TEST_TMPDIR/after" || [ $? -eq 4 ]
        cmp "$BATS_TEST_TMPDIR/before" "$BATS_TEST_TMPDIR/after" || { echo "$path"; false; }
    done
    diff --recursive "$data/uploads" "$data-2/uploads"
    [ "$(data=$data-2 sql site "SELECT slug FROM post WHERE comments_open = 2")" = about ]
    # And an export of it is the same export.
    "$foobar" export "$BATS_TEST_TMPDIR/again" --data "$data-2"
    diff --recursive "$BATS_TEST_TMPDIR/out" "$BATS_TEST_TMPDIR/again"
    run "$foobar" import "$BATS_TEST_TMPDIR/out" --data "$data"
    [ "$status" -eq 1 ] && [[ $output == *"There is a site in"* ]]
    run "$foobar" export "$BATS_TEST_TMPDIR/out" --data "$data"
    [ "$status" -eq 1 ] && [[ $output == *"is not empty"* ]]
}

@test "passwords are exported only where it is asked for" {
    sql members "UPDATE member SET password = '\$argon2id\$x', totp_secret = x'00ff10'"
    "$foobar" export "$BATS_TEST_TMPDIR/without" --data "$data"
    ! grep -r argon2id "$BATS_TEST_TMPDIR/without" || false
    "$foobar" export "$BATS_TEST_TMPDIR/with" --with-passwords --data "$data"
    "$foobar" import "$BATS_TEST_TMPDIR/with" --data "$data-2"
    data=$data-2
    [ "$(sql members "SELECT DISTINCT password, hex(totp_secret) FROM member WHERE email IS NOT NULL")" = '$argon2id$x|00FF10' ]
}
