#!/usr/bin/env bats
# Every route that reads, run from the shell on an imported site: no server.
load server

setup_file() {
    unset FOOBAR_HOME
    site=$BATS_FILE_TMPDIR/site
    export site
    local source
    for source in markdown wordpress.xml ghost.json; do
        "$foobar" import "$BATS_TEST_DIRNAME/fixtures/$source" --data "$site"
    done
    sqlite3 "$site/site.db" "INSERT INTO setting VALUES ('posts_per_page', '4'), ('title', 'The harbour')"
}

# ask URL [OPTION...]: the answer's body, kept in $BATS_TEST_TMPDIR/answer too.
ask() {
    "$foobar" request GET "$1" "${@:2}" --data "$site" | tee "$BATS_TEST_TMPDIR/answer"
}

# head_of METHOD URL [OPTION...]: status line and headers, without carriage returns.
head_of() {
    "$foobar" request "$1" "$2" "${@:3}" --include --data "$site" | sed '/^\r$/,$d; s/\r$//'
}

# code METHOD URL [OPTION...]: the status alone.
code() {
    head_of "$@" | sed -n '1s/^HTTP[^ ]* \([0-9]*\).*/\1/p'
}

header() {
    sed -n "s/^$1: //Ip"
}

# The answer of the last `ask` has each of these, or has not.
has() {
    local text
    for text in "$@"; do
        grep -qF -- "$text" "$BATS_TEST_TMPDIR/answer" || { echo "missing: $text"; cat "$BATS_TEST_TMPDIR/answer"; return 1; }
    done
}

lacks() {
    local text
    for text in "$@"; do
        if grep -qF -- "$text" "$BATS_TEST_TMPDIR/answer"; then echo "should not be there: $text"; cat "$BATS_TEST_TMPDIR/answer"; return 1; fi
    done
}

# The slugs of the list of posts on standard input, in order.
slugs() {
    grep -o '<h[23]><a href="/posts/[^"]*"' | sed 's/.*posts.//; s/"$//'
}

# The address of the page before (prev) or after (next) that on standard input; nothing where there is none.
pager() {
    sed -n "s/.*<a rel=\"$1\" href=\"\([^\"]*\)\".*/\1/p" | sed 's/&amp;/\&/g'
}

published() {
    sqlite3 "$site/site.db" "SELECT slug FROM post WHERE kind = 'post' AND state = 'published' AND published_at <= unixepoch() $1"
}

# walk URL: every post of a list, page by page.
walk() {
    local next=$1 body
    while [ -n "$next" ]; do
        body=$(ask "$next")
        slugs <<<"$body"
        next=$(pager next <<<"$body")
    done
}

@test "home has the pinned posts first, then the newest, each once" {
    ask / >/dev/null
    [ "$(slugs <"$BATS_TEST_TMPDIR/answer" | head -2 | sort | paste -sd' ')" = "pinned stays-on-top" ]
    walk / | tail -n +3 >"$BATS_TEST_TMPDIR/walked"
    published "AND pinned = 0 ORDER BY published_at DESC, id DESC" | diff - "$BATS_TEST_TMPDIR/walked"
}

@test "from any page back to the newer one shows what was there" {
    for list in / /tags/harbour /users/mara-quill /archive/2024; do
        local urls=("$list") next
        next=$(ask "$list" | pager next)
        while [ -n "$next" ]; do
            urls+=("$next")
            next=$(ask "$next" | pager next)
        done
        [ "${#urls[@]}" -ge 2 ]
        local index=$((${#urls[@]} - 1)) back=${urls[-1]}
        while [ "$index" -gt 0 ]; do
            back=$(ask "$back" | pager prev)
            index=$((index - 1))
            ask "$back" | slugs >"$BATS_TEST_TMPDIR/back"
            ask "${urls[index]}" | slugs | diff - "$BATS_TEST_TMPDIR/back"
        done
        [ "$back" = "$list" ]
    done
}

@test "a page key that is none is the first page; one before all posts says so" {
    first=$(ask / | slugs)
    for key in x -1 99999999999999999999-1 '' 5; do
        [ "$(ask "/?before=$key" | slugs | sort)" = "$(sort <<<"$first")" ]
    done
    ask '/?before=0-0' >/dev/null
    has 'no posts this far back'
}

@test "a post has its text, its thread as a tree, and what describes it" {
    ask /posts/the-storm-of-may >/dev/null
    has 'The storm of May</h1>' '<b>harbour</b>' '5 comments' \
        '<link rel="canonical" href="http://localhost:8080/posts/the-storm-of-may">' \
        '<meta property="og:title" content="The storm of May">' '<meta name="description" content="It came from the west.' \
        'application/ld+json' '"@type":"BlogPosting"' 'rel="alternate" type="application/atom+xml"' \
        '<a href="/users/anna"' 'rel="tag" href="/tags/harbour"' 'href="https://gil.example/"' 'answer to the answer'
    lacks heldsecret spamsecret pingsecret 'alert(1)' 'javascript:'
    python3 - "$BATS_TEST_TMPDIR/answer" <<'PYTHON'
import html.parser, sys
class Depths(html.parser.HTMLParser):
    depth, found = 0, []
    def handle_starttag(self, tag, attributes):
        if tag == "ol": self.depth += 1
        if tag == "li" and dict(attributes).get("id", "").startswith("c"): self.found.append(self.depth)
        if dict(attributes).get("id", "").startswith("c") and dict(attributes)["id"][1:].isdigit() and tag != "li":
            self.found.append(self.depth)
    def handle_endtag(self, tag):
        if tag == "ol": self.depth -= 1
page = Depths()
page.feed(open(sys.argv[1]).read())
sys.exit(None if page.found == [1, 2, 3, 4, 1] else f"depths {page.found}")
PYTHON
}

@test "markup that is imported comes out safe, with what it meant" {
    ask /posts/markup >/dev/null
    has '<p>A paragraph that had a handler.</p>'
    lacks onclick scriptsecret javascript: position:fixed
    ask /posts/code >/dev/null
    has '<title>Code &amp; tables: &lt;b&gt; is not bold' '&lt;script&gt;alert(1)&lt;/script&gt;' '{{ not a template }}' '<table'
    ask /posts/templates >/dev/null
    has 'Templates and /tags' 'mystery' 'puts' '<figcaption>Lit</figcaption>'
    lacks commentsecret
}

@test "words of any script make a title, a slug and a member" {
    ask /posts/words >/dev/null
    has 'Пётр &amp; Łucja: déjà vu — 東京' 'href="/users/lucja-ost"' 'href="/tags/deja-vu"'
    ask /users/lucja-ost >/dev/null
    has 'Łucja Øst' '/posts/words'
}

@test "pages have breadcrumbs, and link to the pages below them" {
    ask /posts/section >/dev/null
    has 'aria-label="Breadcrumb"><ol><li><a href="/posts/handbook">Handbook</a></li><li><a href="/posts/chapter-one">Chapter one</a></li></ol>'
    ask /posts/handbook >/dev/null
    [ "$(grep -o '<li><a href="/posts/[^"]*' "$BATS_TEST_TMPDIR/answer" | sed 's/.*posts.//' | paste -sd' ')" = 'chapter-one chapter-two' ]
    [ "$(walk / | grep -c handbook)" = 0 ]
}

@test "tags have their posts, and a category its place and its words" {
    ask /tags >/dev/null
    has 'href="/tags/harbour" dir="auto">harbour</a> <span class="n">6</span>'
    walk /tags/harbour >"$BATS_TEST_TMPDIR/walked"
    published "AND tags LIKE 'harbour%' OR tags LIKE '%' || char(10) || 'harbour%' AND published_at <= unixepoch() AND state = 'published'" |
        sort | diff - <(sort "$BATS_TEST_TMPDIR/walked")
    ask /tags/weather >/dev/null
    has 'Wind and rain.'
    ask /tags/gales >/dev/null
    has 'href="/tags/weather"'
    [ "$(code GET /tags/none-such)" = 404 ]
}

@test "a member's page has her posts, and the newest of her comments" {
    ask /users >/dev/null
    has 'href="/users/mara-quill"' 'href="/users/ghislaine"'
    ask /users/ben >/dev/null
    has '/posts/blocks' 'And on it goes.' '/posts/the-storm-of-may#c4'
    [ "$(code GET /users/nobody-here)" = 404 ]
}

@test "the archive has years and months, and their posts" {
    ask /archive >/dev/null
    has 'href="/archive/2024/03"' 'href="/archive/2023"' 'href="/posts/handbook"'
    [ "$(walk /archive/2024/02 | paste -sd' ')" = 'words pinned markup pictures' ]
    [ "$(walk /archive/2024 | sort)" = "$(published "AND published_at BETWEEN unixepoch('2024-01-01') AND unixepoch('2025-01-01') - 1" | sort)" ]
    # 2024-03-01 23:30 -0500 is the second of March.
    walk /archive/2024/03 | grep -qx moved
    for path in 2024/13 2024/00 1999 2024/x 2024/01/05 0 -1 99999999999999999999; do
        [ "$(code GET "/archive/$path")" = 404 ]
    done
}

@test "search marks what it finds, and knows phrases and beginnings" {
    ask '/search?q=zirconium' >/dev/null
    has '<mark>zirconium</mark>' '1 post, best match first'
    ask '/search?q=%22brass+key%22' >/dev/null
    has '/posts/hello"'
    ask '/search?q=%22key+brass%22' >/dev/null
    has 'Nothing found'
    ask '/search?q=zirco' >/dev/null
    has 'Nothing found'
    ask '/search?q=zirco*' >/dev/null
    has '<mark>zirconium</mark>'
    ask '/search?q=DEJA' >/dev/null
    has '/posts/words'
    ask '/search?q=%D7%A9%D7%9C%D7%95%D7%9D' >/dev/null
    has '/posts/words'
}

@test "a search of anything at all is no error" {
    for words in '%22' '%22%22' '***' "'" '-' 'AND' 'NOT+x' 'a+OR' 'NEAR(' '%00' '%ff%fe' 'title:x' '%3Cscript%3E' '(((' '*' '%22a' 'a%22*' '%F0%9F%98%80' 'x^2' '+' ''; do
        [ "$(code GET "/search?q=$words")" = 200 ]
    done
    [ "$(code GET /search)" = 200 ]
    [ "$(code GET "/search?q=$(printf 'a+%.0s' {1..2000})")" = 200 ]
    [ "$(code GET '/search?q=a&from=-5')" = 200 ]
    [ "$(code GET '/search?q=a&from=99999999999999999999')" = 200 ]
    ask '/search?q=%2B%2B%2B' >/dev/null
    has 'Nothing to look for'
    ask '/search?q=%3Cb%3E%22x' >/dev/null
    has 'value="&lt;b&gt;&quot;x"'
}

@test "feeds are there in three forms, for the site, a tag and a member" {
    for path in /feed /feed/tags/harbour /feed/users/mara-quill; do
        [ "$(head_of GET "$path" | header content-type)" = 'application/atom+xml; charset=utf-8' ]
        [ "$(head_of GET "$path/rss" | header content-type)" = 'application/rss+xml; charset=utf-8' ]
        [ "$(head_of GET "$path/json" | header content-type)" = 'application/feed+json; charset=utf-8' ]
        ask "$path/json" | python3 -c '
import json, sys
feed = json.load(sys.stdin)
assert feed["version"] == "https://jsonfeed.org/version/1.1" and feed["items"]
assert all(item["id"] and item["content_html"] for item in feed["items"])'
        ask "$path" | python3 -c '
import sys, xml.etree.ElementTree as tree
assert tree.fromstring(sys.stdin.buffer.read()).findall("{http://www.w3.org/2005/Atom}entry")'
    done
    ask /feed/users/ove-lind/rss | python3 -c '
import sys, xml.etree.ElementTree as tree
items = tree.fromstring(sys.stdin.buffer.read()).find("channel").findall("item")
assert "moved/for" not in items[0].find("link").text and len(items) == 4, len(items)'
    # Whole posts, with addresses that hold away from the site.
    ask /feed >/dev/null
    has 'zirconium' 'http://localhost:8080/tags'
    [ "$(code GET /feed/tags/none-such)" = 404 ]
    [ "$(code GET /feed/atom/x/y/z)" = 404 ]
}

@test "the sitemap is an index, and its parts list what there is" {
    ask /sitemap.xml >/dev/null
    has '<loc>http://localhost:8080/sitemap/lists</loc>' '<loc>http://localhost:8080/sitemap/1</loc>'
    ask /sitemap/1 >/dev/null
    has '<loc>http://localhost:8080/posts/handbook</loc>'
    [ "$(grep -c '<url>' "$BATS_TEST_TMPDIR/answer")" = \
        "$(sqlite3 "$site/site.db" "SELECT count(*) FROM post WHERE state = 'published' AND published_at <= unixepoch()")" ]
    ask /sitemap/lists >/dev/null
    has '<loc>http://localhost:8080/tags/harbour</loc>' '<loc>http://localhost:8080/archive/2024/03</loc>'
    for part in 0 2 -1 x 1/1; do [ "$(code GET "/sitemap/$part")" = 404 ]; done
}

@test "health says ok, or 503 where a database is missing" {
    [ "$(ask /health)" = ok ]
    [ "$(head_of GET /health | header cache-control)" = no-store ]
    for missing in site members; do
        mkdir "$BATS_TEST_TMPDIR/$missing"
        for name in site members; do
            [ "$name" = "$missing" ] || sqlite3 "$site/$name.db" ".backup '$BATS_TEST_TMPDIR/$missing/$name.db'"
        done
        [ "$(site=$BATS_TEST_TMPDIR/$missing code GET /health 2>/dev/null)" = 503 ]
    done
}

@test "what is not there is a page that says so" {
    for path in /posts/none-such /nowhere /nowhere/at/all /posts/hello/more /a.b /%3Cscript%3E; do
        [ "$(code GET "$path")" = 404 ]
    done
    ask /nowhere >/dev/null
    has 'There is no page at this address' '<meta name="robots" content="noindex">'
}

@test "old addresses lead to the new ones" {
    while read -r old new; do
        head_of GET "$old" >"$BATS_TEST_TMPDIR/head"
        grep -q '^HTTP/1.1 301' "$BATS_TEST_TMPDIR/head" || { echo "$old"; cat "$BATS_TEST_TMPDIR/head"; false; }
        [ "$(header location <"$BATS_TEST_TMPDIR/head")" = "http://localhost:8080$new" ]
    done <<'ADDRESSES'
/2024/01/05/hello /posts/hello
/2024/01/05/hello/ /posts/hello
/2024/01/05/hello.html /posts/hello
/old/place /posts/moved
/old/place/ /posts/moved
/old/place?utm_source=x /posts/moved
/2011/caf%C3%A9 /posts/moved
/2011/caf%c3%a9/ /posts/moved
/post/123456/moved /posts/moved
/moved/for/good.html /posts/moved
/2023/05/the-storm-of-may/ /posts/the-storm-of-may
/?p=1 /posts/the-storm-of-may
/?page_id=12 /posts/section
/?p=12 /posts/section
/handbook/chapter-one/section /posts/section
/a-night-in-the-tower/ /posts/a-night-in-the-tower
/posts /
ADDRESSES
    [ "$(code GET '/?p=999')" = 200 ]
    [ "$(code GET '/posts/hello/')" = 200 ]
}

# What nobody is to see; each word stands in a thing that is hidden, and nowhere else.
secrets='[a-z]*secret'

@test "drafts, scheduled and private posts, held comments and protected text are nowhere" {
    cd "$BATS_TEST_TMPDIR"
    {
        printf '/\n/archive\n/tags\n/users\n/search?q=lighthouse\n/search?q=prot*\n/sitemap.xml\n/sitemap/1\n/sitemap/lists\n'
        printf '/archive/%s\n' 2022 2023 2023/05 2024 2024/03 2024/04 2999 2999/12 2999/05
        printf '/feed%s\n' '' /rss /json
        sqlite3 "$site/site.db" "
            SELECT '/posts/' || slug FROM post;
            SELECT '/unlock/' || slug FROM post;
            SELECT '/tags/' || slug FROM tag WHERE slug NOT LIKE '%secret%';
            SELECT '/feed/tags/' || slug FROM tag WHERE slug NOT LIKE '%secret%';
            SELECT '/users/' || name FROM user;
            SELECT '/feed/users/' || name FROM user;
            SELECT '/feed/users/' || name || '/json' FROM user;
            SELECT address FROM redirect WHERE address LIKE '/%' AND address NOT LIKE '/%secret%'"
    } >urls
    next=$(ask / | pager next)
    while [ -n "$next" ]; do
        echo "$next" >>urls
        next=$(ask "$next" | pager next)
    done
    [ "$(wc -l <urls)" -gt 100 ]
    : >found
    while read -r url; do
        if "$foobar" request GET "$url" --include --data "$site" | grep -io "$secrets" >hit; then
            echo "$url: $(sort -u hit | paste -sd' ')" >>found
        fi
    done <urls
    cat found
    [ ! -s found ]
    for word in draftsecret scheduledsecret protectedsecret privatesecret trashsecret futuresecret membersecret excerptprotectedsecret; do
        ask "/search?q=$word" >/dev/null
        has 'Nothing found'
    done
    while read -r slug; do
        [ "$(code GET "/posts/$slug")" = 404 ]
    done < <(sqlite3 "$site/site.db" "SELECT slug FROM post WHERE state <> 'published' OR published_at > unixepoch()")
    for address in /old/draft /old/scheduled '/?p=6' '/?p=7' '/?p=8' '/?p=9'; do
        [ "$(code GET "$address")" != 301 ]
    done
}

@test "the tags of hidden posts alone are not listed" {
    ask /tags >/dev/null
    lacks secret
    ask /sitemap/lists >/dev/null
    lacks secret
}

@test "a protected post asks for its password, and nobody keeps what is behind it" {
    ask /posts/behind-a-password >/dev/null
    has 'asks for a password' 'href="/unlock/behind-a-password"'
    local ours='Sec-Fetch-Site: same-origin'
    ask /unlock/behind-a-password >/dev/null
    has '<form method="post" action="/unlock/behind-a-password">'
    "$foobar" request POST /unlock/behind-a-password --form password=wrong --include --header "$ours" --data "$site" >"$BATS_TEST_TMPDIR/answer" || [ $? -eq 4 ]
    has 'That is not the password of this post.' 'aria-invalid="true"' 'Cache-Control: no-store'
    lacks protectedsecret
    "$foobar" request POST /unlock/behind-a-password --form 'password=open sesame' --include --header "$ours" --data "$site" >"$BATS_TEST_TMPDIR/answer"
    has 'protectedsecret lighthouse' 'commentprotectedsecret' 'Cache-Control: no-store'
    lacks ETag
    "$foobar" request POST /unlock/behind-the-same --form 'password=open sesame' --data "$site" | grep -q 'protectedsecret too'
    [ "$(head_of GET /unlock/behind-a-password | header cache-control)" = no-store ]
    [ "$(code GET /unlock/hello)" = 301 ]
    [ "$(code GET /unlock/none-such)" = 404 ]
    [ "$(code GET /unlock/wpdraft)" = 404 ]
    [ "$(code GET /unlock/)" = 404 ]
    head -c 20000 /dev/zero | tr '\0' a >"$BATS_TEST_TMPDIR/body"
    [ "$(code POST /unlock/behind-a-password --header "$ours" --body "$BATS_TEST_TMPDIR/body")" = 413 ]
    # Another site's form.
    [ "$(code POST /unlock/behind-a-password --header 'Sec-Fetch-Site: cross-site' --form 'password=open sesame')" = 403 ]
    [ "$(code POST /unlock/behind-a-password --header 'Origin: http://evil.example' --form 'password=open sesame')" = 403 ]
}

@test "HEAD has the headers of GET and no body" {
    for url in / /posts/hello /tags /feed /sitemap.xml /nowhere; do
        diff <(head_of GET "$url") <(head_of HEAD "$url")
        # From the program itself: `foobar request` would hide a body.
        name=$(sed 's/[?].*//; s/.xml//' <<<"$url" | cut -d/ -f2)
        [ -x "$checkout/cgi-bin/${name:-home}" ] || continue
        size=$(env -i REQUEST_METHOD=HEAD GATEWAY_INTERFACE=CGI/1.1 PATH_INFO="${url#/"$name"}" SCRIPT_NAME="/$name" \
            FOOBAR_DATA="$site" "$checkout/cgi-bin/${name:-home}" | sed '1,/^\r$/d' | wc -c)
        [ "$size" = 0 ]
    done
}

@test "a wrong method is 405 with those that are right" {
    for name in / /posts/hello /tags /users /archive /search /feed /sitemap.xml /health /nowhere; do
        for method in POST PUT DELETE PATCH; do
            head_of "$method" "$name" >"$BATS_TEST_TMPDIR/head"
            grep -q '^HTTP/1.1 405' "$BATS_TEST_TMPDIR/head"
            [ "$(header allow <"$BATS_TEST_TMPDIR/head")" = 'GET, HEAD' ]
        done
    done
    head_of DELETE /unlock/behind-a-password >"$BATS_TEST_TMPDIR/head"
    [ "$(header allow <"$BATS_TEST_TMPDIR/head")" = 'GET, HEAD, POST' ]
    [ "$(code BREW /)" = 501 ]
}

@test "who has the page already hears 304" {
    for url in / /posts/hello /tags/harbour /feed /search?q=lamp; do
        tag=$(head_of GET "$url" | header etag)
        [ -n "$tag" ]
        for header in "$tag" "W/$tag" "\"x\", $tag" '*'; do
            [ "$(code GET "$url" --header "If-None-Match: $header")" = 304 ]
        done
        [ -z "$("$foobar" request GET "$url" --header "If-None-Match: $tag" --data "$site")" ]
        [ "$(code GET "$url" --header 'If-None-Match: "other"')" = 200 ]
    done
}

@test "a new site says what to do next, and every list says that it is empty" {
    sqlite3 "$site/site.db" .schema >/dev/null
    mkdir "$BATS_TEST_TMPDIR/empty"
    "$foobar" import "$BATS_TEST_DIRNAME/fixtures/ghost.json" --data "$BATS_TEST_TMPDIR/empty" >/dev/null
    for table in post listing tag user redirect search comment; do
        sqlite3 "$BATS_TEST_TMPDIR/empty/site.db" "DELETE FROM $table"
    done
    site=$BATS_TEST_TMPDIR/empty
    ask / >/dev/null
    has 'Your site is running' './foobar import PATH'
    for url in / /tags /users /archive /search /search?q=x /feed /feed/rss /feed/json /sitemap.xml /sitemap/lists; do
        [ "$(code GET "$url")" = 200 ]
    done
}

# What a database holds, as text.
contents() {
    sqlite3 "$1/site.db" .dump
    sqlite3 "$1/members.db" .dump
}

@test "an import that is run again adds nothing" {
    site=$BATS_TEST_TMPDIR/again
    for source in markdown wordpress.xml ghost.json; do
        "$foobar" import "$BATS_TEST_DIRNAME/fixtures/$source" --data "$site" >/dev/null
    done
    contents "$site" >"$BATS_TEST_TMPDIR/before"
    for source in markdown wordpress.xml ghost.json; do
        "$foobar" import "$BATS_TEST_DIRNAME/fixtures/$source" --data "$site" >"$BATS_TEST_TMPDIR/answer"
        has 'nothing new'
    done
    contents "$site" | diff "$BATS_TEST_TMPDIR/before" -
}

@test "a file that breaks in its middle leaves nothing" {
    "$foobar" import "$BATS_TEST_DIRNAME/fixtures/ghost.json" --data "$BATS_TEST_TMPDIR/kept" >/dev/null
    contents "$BATS_TEST_TMPDIR/kept" >"$BATS_TEST_TMPDIR/before"
    head -c 9000 "$BATS_TEST_DIRNAME/fixtures/wordpress.xml" >"$BATS_TEST_TMPDIR/cut.xml"
    head -c 2000 "$BATS_TEST_DIRNAME/fixtures/ghost.json" >"$BATS_TEST_TMPDIR/cut.json"
    for source in cut.xml cut.json none-such /dev/null; do
        run "$foobar" import "$BATS_TEST_TMPDIR/$source" --data "$BATS_TEST_TMPDIR/kept"
        echo "$output"
        [ "$status" -eq 1 ]
    done
    contents "$BATS_TEST_TMPDIR/kept" | diff "$BATS_TEST_TMPDIR/before" -
}

@test "a file of a folder that can't be read is told, and the others come in" {
    "$foobar" import "$BATS_TEST_DIRNAME/fixtures/markdown" --data "$BATS_TEST_TMPDIR/told" >"$BATS_TEST_TMPDIR/answer"
    has 'broken.md' 'front matter' '/images/lamp.jpg' 'images.example' 'mystery'
}

@test "a dry run tells all and writes nothing" {
    "$foobar" import "$BATS_TEST_DIRNAME/fixtures/wordpress.xml" --dry-run --data "$BATS_TEST_TMPDIR/dry" >"$BATS_TEST_TMPDIR/answer"
    has 'nothing was written' '7  pages' 'scheduled'
    [ ! -e "$BATS_TEST_TMPDIR/dry" ]
    "$foobar" import "$BATS_TEST_DIRNAME/fixtures/ghost.json" --data "$BATS_TEST_TMPDIR/dry" >/dev/null
    contents "$BATS_TEST_TMPDIR/dry" >"$BATS_TEST_TMPDIR/before"
    "$foobar" import "$BATS_TEST_DIRNAME/fixtures/wordpress.xml" --dry-run --data "$BATS_TEST_TMPDIR/dry" >/dev/null
    contents "$BATS_TEST_TMPDIR/dry" | diff "$BATS_TEST_TMPDIR/before" -
}
