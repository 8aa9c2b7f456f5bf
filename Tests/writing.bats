#!/usr/bin/env bats
# Writing: the editor, its drafts, revisions, two at the same post, uploaded files.
load server

setup() {
    make_home
    rm -f "$home"/cgi-bin/*
    local name
    for name in home posts tags users search feed fallback write revisions files; do
        ln -s "$checkout/.build/release/$name" "$home/cgi-bin/$name"
    done
    mkdir "$BATS_TEST_TMPDIR/old"
    printf -- '---\ntitle: An old post\ndate: 2020-01-02\nauthor: ann\ntags: [one, two]\n---\nThe first line.\n\nThe **second** line.\n' \
        >"$BATS_TEST_TMPDIR/old/old-post.md"
    "$foobar" import "$BATS_TEST_TMPDIR/old" --data "$data" >/dev/null
    ann=$(member ann author)
    bob=$(member bob author)
    eve=$(member eve member)
    olga=$(member olga owner)
}

# member NAME ROLE: makes somebody who is signed in, and prints her session's token.
member() {
    python3 - "$data" "$1" "$2" <<'END'
import base64, hashlib, os, sqlite3, sys, time
data, name, role = sys.argv[1:]
token = base64.urlsafe_b64encode(os.urandom(32)).decode().rstrip("=")
site = sqlite3.connect(data + "/site.db")
site.execute("""INSERT INTO user (name, shown, role, state, about, link, picture, created_at, post_count)
    VALUES (?, ?, ?, 'active', '', '', '', 0, 0)
    ON CONFLICT (name) DO UPDATE SET shown = excluded.shown, role = excluded.role, state = 'active'""", (name, name.title(), role))
site.commit()
user = site.execute("SELECT id FROM user WHERE name = ?", (name,)).fetchone()[0]
members = sqlite3.connect(data + "/members.db")
now = int(time.time())
members.execute("INSERT INTO session (hash, user_id, created_at, seen_at, proven_at, device) VALUES (?, ?, ?, ?, ?, '')",
    (hashlib.blake2b(token.encode(), digest_size=32).digest(), user, now, now, now))
members.commit()
print(token)
END
}

# sql DATABASE STATEMENT: what it answers, a row a line.
sql() {
    python3 -c '
import sqlite3, sys
for row in sqlite3.connect(sys.argv[1]).execute(sys.argv[2]): print("|".join(map(str, row)))' "$data/$1.db" "$2"
}

# page TOKEN PATH: a page as that member sees it, with its head.
page() {
    "$foobar" request GET "$2" --include --data "$data" --header "Cookie: session=$1" || [ $? -eq 4 ]
}

# post TOKEN PATH OPTION...: what a form's sending answers, with its head.
post() {
    "$foobar" request POST "$2" --include --data "$data" --header "Cookie: session=$1" \
        --header 'Sec-Fetch-Site: same-origin' "${@:3}" || [ $? -eq 4 ]
}

# fields SLUG: the fields that the editor of a post carries along.
fields() {
    sql site "SELECT '--form=post=' || id, '--form=base=' || updated_at FROM post WHERE slug = '$1'" | tr '|' '\n'
}

@test "only authors write, and only what is theirs" {
    [[ $(page nobody /write) == *'303 See Other'*'/login?next=%2Fwrite'* ]]
    [[ $(page "$eve" /write/new) == *'403 Forbidden'* ]]
    [[ $(page "$ann" /write) == *'An old post'* ]]
    [[ $(page "$bob" /write) != *'An old post'* ]]
    [[ $(page "$bob" /write/old-post) == *'403 Forbidden'* ]]
    [[ $(page "$olga" /write/old-post) == *'200 OK'* ]]
    [[ $(post "$bob" /write/old-post $(fields old-post) --form title=Mine --form do=publish) == *'403 Forbidden'* ]]
    [[ $("$foobar" request POST /write/new --include --data "$data" --header "Cookie: session=$ann" \
        --header 'Sec-Fetch-Site: cross-site' --form title=x --form do=publish) == *'403 Forbidden'* ]]
    [ "$(sql site 'SELECT count(*) FROM post')" = 1 ]
}

@test "a draft is saved, previewed, published, found, changed and deleted" {
    answer=$(post "$ann" /write/new --form 'title=Hello <b>' --form 'source=Some *text*.' --form 'tags=Two, three' --form do=draft)
    [[ $answer == *'303 See Other'*'/write/hello-b?saved=1'* ]]
    [[ $(page "$ann" '/write/hello-b?saved=1') == *'The draft is saved'* ]]
    [[ $(page "$ann" /posts/hello-b) == *'404 Not Found'* ]]
    [[ $(page "$bob" /write/hello-b) == *'404 Not Found'* ]]
    [[ $(page "$ann" /write) == *'Drafts'*'Hello &lt;b&gt;'* ]]
    answer=$(post "$ann" /write/hello-b $(fields hello-b) --form title=Hello --form 'source=Some **new** text[^1].

[^1]: A note.' --form do=preview)
    [[ $answer == *'200 OK'*'<strong>new</strong>'*'footnote'* ]]
    [ "$(sql site "SELECT source FROM post WHERE slug = 'hello-b'")" = 'Some *text*.' ]
    answer=$(post "$ann" /write/hello-b $(fields hello-b) --form title=Hello --form 'source=Some quixotic text.' \
        --form 'tags=Two, three' --form comments=1 --form do=publish)
    [[ $answer == *'303 See Other'*'/posts/hello'* ]]
    [[ $(page '' /) == *'>Hello</a>'* ]]
    [[ $(page '' /posts/hello) == *'class="own" href="/write/hello"'* ]]
    [[ $(page '' /tags/two) == *Hello*'An old post'* ]]
    [[ $(page '' '/search?q=quixotic') == */posts/hello* ]]
    [ "$(sql site "SELECT post_count FROM tag WHERE slug = 'two'")" = 2 ]
    [ "$(sql site "SELECT post_count FROM user WHERE name = 'ann'")" = 2 ]
    answer=$(post "$ann" /write/hello $(fields hello) --form title=Hello --form 'source=Other text.' --form slug=good-day \
        --form tags=three --form do=publish)
    [[ $answer == *'303 See Other'*'/posts/good-day'* ]]
    [[ $(page '' /posts/hello) == *'301 Moved Permanently'*'/posts/good-day'* ]]
    [[ $(page '' '/search?q=quixotic') != */posts/good-day* ]]
    [ "$(sql site "SELECT slug, post_count FROM tag WHERE slug IN ('two', 'three') ORDER BY slug")" = $'three|1\ntwo|1' ]
    [[ $(page "$ann" '/write/good-day?delete') == *'will be gone for good'*'/posts/good-day'*'3 revisions'* ]]
    [[ $(post "$ann" /write/good-day --form do=delete) == *'303 See Other'* ]]
    [[ $(page '' /posts/good-day) == *'404 Not Found'* ]]
    [[ $(page '' /posts/hello) == *'404 Not Found'* ]]
    [[ $(page '' '/search?q=other') != */posts/good-day* ]]
    [ "$(sql site "SELECT slug, post_count FROM tag WHERE slug IN ('two', 'three') ORDER BY slug")" = $'three|0\ntwo|1' ]
    [ "$(sql site "SELECT count(*) FROM listing WHERE post_id = 2")" = 0 ]
    [ "$(sql members 'SELECT count(*) FROM revision')" = 0 ]
    # Old addresses know a post by its number: the next post has another one.
    post "$ann" /write/new --form title=Next --form do=publish
    [ "$(sql site "SELECT id FROM post WHERE slug = 'next'")" = 3 ]
}

@test "a scheduled post waits for its time" {
    answer=$(post "$ann" /write/new --form title=Later --form source=Text --form date=2999-12-31 --form time=23:59 --form do=publish)
    [[ $answer == *'303 See Other'*'/write/later?saved=1'* ]]
    [[ $(page "$ann" '/write/later?saved=1') == *'appears by itself on'*'31 December 2999, 23:59'* ]]
    [[ $(page '' /posts/later) == *'404 Not Found'* ]]
    [[ $(page '' /) != *Later* ]]
    [[ $(page "$ann" /write) == *Later*Scheduled* ]]
    [[ $(page "$bob" /write/later) == *'404 Not Found'* ]]
    python3 -c 'import sqlite3, sys; db = sqlite3.connect(sys.argv[1]); db.execute("UPDATE post SET published_at = 1000 WHERE slug = ?", ("later",)); db.execute("UPDATE listing SET sort_at = 1000 WHERE sort_at > 9999999999"); db.commit()' "$data/site.db"
    [[ $(page '' /posts/later) == *'200 OK'* ]]
}

@test "what is wrong is said, and what was typed comes back" {
    answer=$(post "$ann" /write/new --form title= --form 'source=My "long" </textarea> text' --form date=2026-02-31 --form slug='Not good' \
        --form do=publish)
    [[ $answer == *'422 Unprocessable'*'It is not saved yet'*'needs a title'* ]]
    [[ $answer == *'no date and time'* && $answer == *'small letters'* ]]
    [[ $answer == *'My &quot;long&quot; &lt;/textarea&gt; text'* ]]
    answer=$(post "$ann" /write/new --form title=Other --form slug=old-post --form do=publish)
    [[ $answer == *'422 Unprocessable'*'Another post has this address'* ]]
    python3 -c 'print("do=publish&title=Big&source=" + "x" * 1000000, end="")' >"$BATS_TEST_TMPDIR/form"
    answer=$(post "$ann" /write/new --body "$BATS_TEST_TMPDIR/form" --header 'Content-Type: application/x-www-form-urlencoded')
    [[ $answer == *'422 Unprocessable'*'too long'* ]]
    [ "${#answer}" -gt 1000000 ]
    printf 'do=draft&title=%%00%%ff%%e2%%80%%ae&source=<script>alert(1)</script>%%00' >"$BATS_TEST_TMPDIR/form"
    post "$ann" /write/new --body "$BATS_TEST_TMPDIR/form" --header 'Content-Type: application/x-www-form-urlencoded'
    [ "$(sql site "SELECT count(*) FROM post WHERE slug <> 'old-post' AND html NOT LIKE '%script%' AND instr(source, char(0)) = 0")" = 1 ]
}

@test "what was written when the session had ended waits until she has logged in" {
    answer=$("$foobar" request POST /write/new --include --data "$data" --header 'Sec-Fetch-Site: same-origin' \
        --form title=Long --form 'source=An hour of work.' --form do=draft)
    [[ $answer == *'303 See Other'*'/login'* && $answer == *'Set-Cookie: kept='* ]]
    [[ $(sql members 'SELECT path, CAST(body AS TEXT) FROM pending') == '/write/new|'*'An+hour+of+work.'* ]]
    [ "$(sql site "SELECT count(*) FROM post")" = 1 ]
}

@test "every save is a revision; they are compared and brought back" {
    post "$ann" /write/old-post $(fields old-post) --form 'title=An old post' --form 'source=The first line.

The **third** line.' --form 'tags=one, two' --form do=publish
    answer=$(page "$ann" /revisions/old-post)
    [[ $answer == *'200 OK'*'by <a href="/users/ann">Ann</a>'* ]]
    [ "$(sql members 'SELECT id, author_id = 0 FROM revision')" = $'1|1\n2|0' ]
    [[ $(page "$ann" '/revisions/old-post?from=1&to=2') == *'The **<del>second</del><ins>third</ins>** line.'* ]]
    [[ $(page "$bob" /revisions/old-post) == *'404 Not Found'* ]]
    [[ $(page "$ann" '/write/old-post?revision=1') == *'The **second** line.'* ]]
    [[ $(page '' /posts/old-post) == *third* ]]
}

@test "of two who edit the same post, the second is shown both and loses nothing" {
    began=$(fields old-post)
    post "$olga" /write/old-post $began --form 'title=An old post' --form 'source=The owner wrote this.' --form do=publish
    answer=$(post "$ann" /write/old-post $began --form 'title=An old post' --form 'source=Ann wrote this.' --form do=publish)
    [[ $answer == *'409 Conflict'*'Olga'*'The owner wrote this.'*'Ann wrote this.'* ]]
    [[ $answer == *'<del>'* ]]
    [ "$(sql site "SELECT source FROM post WHERE slug = 'old-post'")" = 'The owner wrote this.' ]
    post "$ann" /write/old-post $(fields old-post) --form 'title=An old post' --form 'source=Both wrote this.' --form do=publish
    [ "$(sql members 'SELECT source FROM revision ORDER BY id DESC LIMIT 2')" = $'Both wrote this.\nThe owner wrote this.' ]
    # Deleted while she wrote: her text is still there.
    began=$(fields old-post)
    post "$olga" /write/old-post --form do=delete
    answer=$(post "$ann" /write/old-post $began --form title=Mine --form 'source=Still here.' --form do=publish)
    [[ $answer == *'422 '*'deleted this post'*'Still here.'* ]]
}

# upload TOKEN FILE [NAME]: what sending a file answers, with its head.
upload() {
    python3 - "$2" "${3-$(basename "$2")}" >"$BATS_TEST_TMPDIR/body" <<'END'
import sys
path, name = sys.argv[1:]
out = sys.stdout.buffer
out.write(b'--XYZ\r\nContent-Disposition: form-data; name="title"\r\n\r\n\r\n')
out.write(b'--XYZ\r\nContent-Disposition: form-data; name="file"; filename="%s"\r\nContent-Type: image/png\r\n\r\n' % name.encode())
out.write(open(path, "rb").read() + b"\r\n--XYZ--\r\n")
END
    post "$1" /files --body "$BATS_TEST_TMPDIR/body" --header 'Content-Type: multipart/form-data; boundary=XYZ'
}

# jpeg WIDTH HEIGHT FILE: a photograph that tells where it was taken.
jpeg() {
    python3 - "$3" "$(vips black "$BATS_TEST_TMPDIR/black.jpg" "$1" "$2" --bands 3; echo "$BATS_TEST_TMPDIR/black.jpg")" <<'END'
import struct, sys
image = open(sys.argv[2], "rb").read()
# Exif: orientation 6 (turned by a quarter), make "SecretCam".
make = b"SecretCam\0"
tiff = b"MM\0*" + struct.pack(">I", 8) + struct.pack(">H", 2)
tiff += struct.pack(">HHII", 0x010F, 2, len(make), 38) + struct.pack(">HHIHH", 0x0112, 3, 1, 6, 0) + struct.pack(">I", 0) + make
exif = b"Exif\0\0" + tiff
# In place of what libvips wrote.
rest = image[2:]
while rest[:2] in (b"\xff\xe0", b"\xff\xe1", b"\xff\xe2"):
    rest = rest[2 + struct.unpack(">H", rest[2:4])[0]:]
open(sys.argv[1], "wb").write(b"\xff\xd8\xff\xe1" + struct.pack(">H", len(exif) + 2) + exif + rest)
END
}

@test "a picture is made anew in three sizes, upright, without what the camera wrote" {
    jpeg 1600 1200 "$BATS_TEST_TMPDIR/photo.jpg"
    grep -q SecretCam "$BATS_TEST_TMPDIR/photo.jpg"
    # What it is called, and what the browser says of it, counts for nothing.
    [[ $(upload "$ann" "$BATS_TEST_TMPDIR/photo.jpg" 'C:\evil [x].php') == *'303 See Other'*'/files?added=1'* ]]
    name=$(sql members 'SELECT name FROM upload')
    [[ $name =~ ^[0-9a-z]{26}-1200x1600\.webp$ ]]
    [ "$(ls -A "$data/uploads")" = "$(printf '%s\n' "${name%.webp}-480.webp" "${name%.webp}-960.webp" "$name" | sort)" ]
    ! grep -rq -e SecretCam -e Exif "$data/uploads" || false
    answer=$(page "$ann" /files)
    [[ $answer == *"![evil \\[x\\]](/uploads/$name)"* ]]
    [[ $(page "$bob" /files) != *"$name"* ]]
    post "$ann" /write/new --form title=Picture --form "source=![A view](/uploads/$name)" --form do=publish
    [[ $(page '' /posts/picture) == *"<img src=\"/uploads/$name\" alt=\"A view\" loading=\"lazy\" srcset=\"/uploads/${name%.webp}-480.webp 480w, /uploads/${name%.webp}-960.webp 960w, /uploads/$name 1200w\" sizes=\""*'width="1200" height="1600"'* ]]
    # A feed has whole addresses, and the one in `src` alone.
    feed=$(page '' /feed)
    [[ $feed == *"src=&quot;http://localhost:8080/uploads/$name"* && $feed != *srcset* ]]
    [[ $(post "$bob" /files --form do=delete --form upload=1) == *'404 Not Found'* ]]
    [[ $(page "$ann" '/files?delete=1') == *'gone for good'* ]]
    [[ $(post "$ann" /files --form do=delete --form upload=1) == *'303 See Other'* ]]
    [ -z "$(ls -A "$data/uploads")" ]
    [ "$(sql members 'SELECT count(*) FROM upload')" = 0 ]
}

@test "a picture is made anew where no memory may be both written and run, as in a server's units" {
    local unlimited=$foobar
    foobar=$BATS_TEST_TMPDIR/foobar
    # PR_SET_MDWE, from Linux 6.3.
    printf '#!/bin/sh\nexec python3 -c "import ctypes, os, sys; ctypes.CDLL(None).prctl(65, 1, 0, 0, 0); os.execv(sys.argv[1], sys.argv[1:])" %s "$@"\n' \
        "$unlimited" >"$foobar"
    chmod +x "$foobar"
    jpeg 1600 1200 "$BATS_TEST_TMPDIR/photo.jpg"
    [[ $(upload "$ann" "$BATS_TEST_TMPDIR/photo.jpg" photo.jpg) == *'303 See Other'*'/files?added=1'* ]]
}

@test "what is no file of ours is refused in words" {
    local file=$BATS_TEST_TMPDIR/file
    printf '\x7fELF\0\0\0\0' >"$file"
    [[ $(upload "$ann" "$file" a.png) == *'422 '*'kind of file is not taken'* ]]
    printf '\x89PNG\r\n\x1a\nnothing' >"$file"
    run upload "$ann" "$file" a.png
    [[ $output == *'422 '*"can’t be read"* ]]
    # What libvips says of it is the operator's.
    [[ $output == *'files: vipsheader ended with status 1: '*'not enough data'* ]]
    : >"$file"
    [[ $(upload "$ann" "$file" a.png) == *'422 '*'not empty'* ]]
    head -c 10000001 /dev/zero | tr '\0' a >"$file"
    [[ $(upload "$ann" "$file" a.txt) == *'422 '*'more than 10 MB'* ]]
    vips black "$BATS_TEST_TMPDIR/big.png" 9000 9000
    [[ $(upload "$ann" "$BATS_TEST_TMPDIR/big.png") == *'422 '*'million pixels'* ]]
    printf 'no form at all' >"$file"
    [[ $(post "$ann" /files --body "$file" --header 'Content-Type: multipart/form-data; boundary=XYZ') == *'422 '* ]]
    [[ $(upload "$eve" "$BATS_TEST_TMPDIR/file" a.txt) == *'403 Forbidden'* ]]
    [ -z "$(ls -A "$data/uploads")" ]
    [ "$(sql members 'SELECT count(*) FROM upload')" = 0 ]
}

@test "nginx hands files out and never runs them, and takes a large body where it is wanted" {
    printf '<script>alert(1)</script>\n' >"$BATS_TEST_TMPDIR/page.html"
    upload "$ann" "$BATS_TEST_TMPDIR/page.html"
    jpeg 300 200 "$BATS_TEST_TMPDIR/photo.jpg"
    upload "$ann" "$BATS_TEST_TMPDIR/photo.jpg"
    text=$(sql members "SELECT name FROM upload WHERE type = 'text/plain'")
    picture=$(sql members "SELECT name FROM upload WHERE type = 'image/webp'")
    start_server
    get "/uploads/$text" --include | tr -d '\r' >"$BATS_TEST_TMPDIR/head"
    cat "$BATS_TEST_TMPDIR/head"
    grep -qx 'HTTP/1.1 200 OK' "$BATS_TEST_TMPDIR/head"
    grep -qx 'Content-Type: text/plain; charset=utf-8' "$BATS_TEST_TMPDIR/head"
    grep -qx 'Content-Disposition: attachment' "$BATS_TEST_TMPDIR/head"
    grep -qx 'X-Content-Type-Options: nosniff' "$BATS_TEST_TMPDIR/head"
    get "/uploads/$picture" --include --output "$BATS_TEST_TMPDIR/head"
    grep -aq 'Content-Type: image/webp' "$BATS_TEST_TMPDIR/head"
    grep -aq 'Cache-Control: public, max-age=31536000, immutable' "$BATS_TEST_TMPDIR/head"
    ! grep -aq Content-Disposition "$BATS_TEST_TMPDIR/head" || false
    cp "$data/uploads/$text" "$data/uploads/.$text"
    [ "$(status "/uploads/.$text")" = 404 ]
    [ "$(status /uploads/)" = 404 ]
    [ "$(status /uploads/../site.db)" = 404 ]
    [ "$(status /uploads/..%2fsite.db)" = 404 ]
    head -c 2000000 /dev/zero >"$BATS_TEST_TMPDIR/large"
    [ "$(status /posts/x --data-binary "@$BATS_TEST_TMPDIR/large")" = 413 ]
    # Taken, and sent to log in.
    [ "$(status /write/new --data-binary "@$BATS_TEST_TMPDIR/large" --header 'Sec-Fetch-Site: same-origin')" = 303 ]
    head -c 9000000 /dev/zero >"$BATS_TEST_TMPDIR/large"
    [ "$(status /write/new --data-binary "@$BATS_TEST_TMPDIR/large" --header 'Sec-Fetch-Site: same-origin')" = 413 ]
    [ "$(status /files --data-binary "@$BATS_TEST_TMPDIR/large" --header 'Sec-Fetch-Site: same-origin')" = 303 ]
}

teardown() {
    stop_server
}
