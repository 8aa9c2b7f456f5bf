#!/usr/bin/env bats
# Comments: written, answered, changed, taken back; held, flagged, hidden; followed and mailed.
load cgi

setup() {
    make_site
    member bob
    member carol
    member mod moderator
    sql members 'UPDATE member SET approved = 100'
}

count() {
    sql site 'SELECT comment_count FROM post WHERE id = 1'
}

# comment NAME TEXT [QUERY]: posts one, which all can read.
comment() {
    as "$1" POST "/comment/1${3-}" --form "text=$2" | says 303 'Location: '
}

@test "a comment stands in its thread at once, and answers under it at any depth" {
    as bob POST /comment/1 --form 'text=First *words*' | says 303 'Location: http://localhost/posts/hello#c1'
    as carol POST '/comment/1?to=1' --form 'text=An answer' | says 303 '/posts/hello#c2'
    as bob POST '/comment/1?to=2' --form 'text=And one more' | says 303 '/posts/hello#c3'
    as - GET /posts/hello | says 200 '<em>words</em>' 'An answer' '3 comments' '/comment/1?to=3' 'data-by="bob"'
    [ "$(count)" = 3 ]
    as - GET /c/3 | says 302 'http://localhost/posts/hello#c3'
}

@test "the post's page is the same for everyone" {
    comment bob Hello
    cmp <(as bob GET /posts/hello) <(as - GET /posts/hello)
    as - GET /posts/hello | says 200 'class="in"' 'class="out"' 'href="/login?next=/comment/1"'
}

@test "preview keeps what was typed and keeps nothing else" {
    as bob POST /comment/1 --form 'text=<b>Bold</b> **words**' --form do=preview |
        says 200 '<strong>words</strong>' '&lt;b&gt;Bold&lt;/b&gt; **words**</textarea>'
    [ "$(sql site 'SELECT count(*) FROM comment')" = 0 ]
}

@test "a comment that is empty, too long, hostile or not signed in changes nothing" {
    as bob POST /comment/1 --form 'text= ' | says 422 'aria-invalid="true"' 'href="#text"'
    as bob POST /comment/1 --form "text=$(printf 'é%.0s' {1..10001})" | says 413 '10000 characters' 'éééé</textarea>'
    as - POST /comment/1 --form text=Hello | says 303 '/login'
    as bob POST /comment/1 --form text=Hello --header 'Sec-Fetch-Site: cross-site' | says 403
    as bob POST /comment/999 --form text=Hello | says 404
    as bob POST '/comment/1?to=999' --form text=Kept | says 409 'Kept</textarea>'
    [ "$(sql site 'SELECT count(*) FROM comment')" = 0 ]
    comment bob '<script>alert(1)</script><a href="javascript:x" onclick=x>y</a> seen'
    as - GET /posts/hello | says_not alert 'javascript:' onclick
}

@test "the second press of the button adds nothing" {
    as bob POST /comment/1 --form text=Twice | says 303 '#c1'
    as bob POST /comment/1 --form text=Twice | says 303 '#c1'
    [ "$(count)" = 1 ]
}

@test "an author changes her comment for half an hour, and nobody else does" {
    comment bob Before
    as bob GET /comment/edit/1 | says 200 'Before</textarea>'
    as carol POST /comment/edit/1 --form text=Mine | says 404
    as bob POST /comment/edit/1 --form text=After | says 303 '/posts/hello#c1'
    as - GET /posts/hello | says 200 After '<span>edited</span>' '/comment/edit/1'
    sql site 'UPDATE comment SET created_at = created_at - 1801'
    as bob POST /comment/edit/1 --form text=Late | says 403 Late
    as - GET /posts/hello | says_not Late '/comment/edit/1'
}

@test "deleting asks once; what was answered leaves its place, and that goes with its last answer" {
    comment bob Root
    comment carol Leaf '?to=1'
    as bob GET /comment/delete/1 | says 200 'Delete this comment?' Root
    as carol POST /comment/delete/1 | says 404
    as bob POST /comment/delete/1 | says 303 '/posts/hello#comments'
    as - GET /posts/hello | says 200 'removed by its author' Leaf '1 comment'
    as - GET /posts/hello | says_not Root
    as carol POST /comment/delete/2 | says 303
    [ "$(sql site 'SELECT count(*) FROM comment')|$(count)" = '0|0' ]
    # An id that was seen is nobody else's.
    as bob POST /comment/1 --form text=New | says 303 '#c3'
}

@test "a new member's comment waits, is seen by its author alone, and appears once approved" {
    sql site "INSERT INTO setting VALUES ('user_held_comments', '3')"
    member dora
    as dora POST /comment/1 --form 'text=I am new' | says 303 'Location: http://localhost/comment/held/1'
    as dora GET /comment/held/1 | says 200 'waits for a moderator' 'I am new'
    as carol GET /comment/held/1 | says 404
    as - GET /c/1 | says 404
    as - GET /posts/hello | says_not 'I am new'
    [ "$(count)" = 0 ]
    as bob GET /moderate | says 403
    as bob POST /moderate/comment/1 --form do=approve | says 403
    as mod GET /moderate | says 200 'I am new' 'value="approve"'
    as mod POST /moderate/comment/1 --form do=approve --form from=queue | says 303 '/moderate'
    as - GET /posts/hello | says 200 'I am new' '1 comment'
    [ "$(sql members "SELECT approved FROM member WHERE email = 'dora@example.org'")" = 1 ]
    as - GET /log | says 200 'let through' 'A comment on “Hello”' '/users/mod'
    as mod POST /moderate/comment/1 --form do=approve | says 303
    [ "$(count)|$(sql site 'SELECT count(*) FROM act')" = '1|1' ]
}

@test "machines, blocked words and crowds of links wait or are refused; a flood is stopped" {
    as bob POST /comment/1 --form text=One --form website=x | says 303 /comment/held/
    as bob POST /comment/1 --form text=Two --form "since=$(date +%s)" | says 303 /comment/held/
    sql site "INSERT INTO setting VALUES ('user_blocked_words', 'cheap pills')"
    as bob POST /comment/1 --form 'text=Get *Cheap* pills!' | says 303 /comment/held/
    as carol POST /comment/1 --form 'text=Nothing' | says 303 '#c4'
    as carol POST /comment/edit/4 --form 'text=cheap pills' | says 422
    member dora
    as dora POST /comment/1 --form 'text=http://a.example http://b.example http://c.example' | says 422 'links at the most'
    local number
    for number in {1..9}; do comment carol "Number $number"; done
    as carol POST /comment/1 --form 'text=Too much' | says 429 'Too much</textarea>' 'Retry-After: 300'
}

@test "hiding and restoring is counted and told in the log; who flagged is not" {
    comment bob 'Rude words'
    as bob POST /flag/comment/1 --form reason=attack | says 403
    as carol GET /flag/comment/1 | says 200 'What is wrong'
    as carol POST /flag/comment/1 --form reason=other | says 422 'Say in a few words'
    as carol POST /flag/comment/1 --form reason=attack --form 'words=Not nice' | says 303
    as carol POST /flag/comment/1 --form reason=spam | says 200 'You have flagged this'
    [ "$(sql members 'SELECT reason FROM flag')" = 'attack: Not nice' ]
    as mod GET /moderate | says 200 'attack: Not nice' carol
    as mod POST /moderate/comment/1 --form do=hide | says 422 'Give a reason'
    as mod POST /moderate/comment/1 --form do=hide --form 'reason=Be kind' | says 303
    as - GET /posts/hello | says_not 'Rude words'
    as mod GET /moderate/comment/1 | says 200 'Rude words' 'It is hidden'
    as mod GET /moderate | says 200 'Nothing is flagged' 'Hidden lately'
    as - GET /log | says 200 'Be kind'
    as - GET /log | says_not carol 'Not nice'
    as bob POST /comment/delete/1 | says 404
    as bob POST /comment/edit/1 --form text=x | says 403
    [ "$(count)" = 0 ]
    as mod POST /moderate/comment/1 --form do=restore | says 303
    as - GET /posts/hello | says 200 'Rude words'
    [ "$(count)" = 1 ]
}

@test "a banned member is told until when and does nothing; locks and notes" {
    as mod POST /moderate/user/bob --form do=ban --form length=week --form 'reason=Spam' | says 303
    as bob POST /comment/1 --form text=Hello | says 403 'banned' 'Spam'
    as bob POST /flag/post/1 --form reason=spam | says 403
    as - GET /log | says 200 banned '/users/bob'
    as mod POST /moderate/user/bob --form do=unban | says 303
    comment bob Hello
    member other moderator
    as mod POST /moderate/user/other --form do=ban --form reason=x | says 403
    as mod POST /moderate/user/mod --form do=ban --form reason=x | says 403
    as mod POST /moderate/user/bob --form do=note --form 'note=Watch him' | says 303
    as mod GET /moderate/user/bob | says 200 'Watch him'
    as mod POST /moderate/post/1 --form do=lock --form 'reason=Enough' | says 303
    as carol POST /comment/1 --form 'text=Late words' | says 403 'Late words'
    as - GET /posts/hello | says 200 'Comments are closed'
    as - GET /posts/hello | says_not '?to='
    as mod POST /moderate/post/1 --form do=unlock | says 303
    comment carol Again
}

# The mail that is delivered now, as plain text, in files named by who gets it.
flush() {
    mkdir -p "$BATS_TEST_TMPDIR/outbox"
    rm -f "$BATS_TEST_TMPDIR"/outbox/*
    cat >"$BATS_TEST_TMPDIR/sendmail" <<'PROGRAM'
#!/usr/bin/env python3
import email, email.policy, os, sys
mail = email.message_from_bytes(sys.stdin.buffer.read(), policy=email.policy.default)
with open(os.path.dirname(__file__) + "/outbox/" + str(mail["To"]).split("@")[0].strip("<"), "a") as file:
    for name in ("To", "Subject", "List-Unsubscribe", "List-Unsubscribe-Post"):
        print(name + ": " + str(mail[name]), file=file)
    print(mail.get_content(), file=file)
PROGRAM
    chmod +x "$BATS_TEST_TMPDIR/sendmail"
    FOOBAR_SENDMAIL=$BATS_TEST_TMPDIR/sendmail "$foobar" mail flush --data "$data" >/dev/null
}

delivered() {
    (cd "$BATS_TEST_TMPDIR/outbox" && ls | tr '\n' ' ')
}

@test "whom it concerns gets mail, once, and ends it by one click" {
    member erin
    member frank
    sql members 'UPDATE member SET approved = 100'
    as erin POST /follow/1 --form do=follow | says 303 /follow/1
    as erin GET /follow/1 | says 200 'You follow this thread'
    comment bob 'What do you think, @carol?'
    flush
    [ "$(delivered)" = 'carol erin ' ]
    comment carol 'I think so' '?to=1'
    flush
    [ "$(delivered)" = 'bob erin ' ]
    cat "$BATS_TEST_TMPDIR/outbox/bob"
    grep -qx 'Subject: Carol answered you on “Hello”' "$BATS_TEST_TMPDIR/outbox/bob"
    grep -qx '> I think so' "$BATS_TEST_TMPDIR/outbox/bob"
    grep -q '/comment/1?to=2$' "$BATS_TEST_TMPDIR/outbox/bob"
    grep -qx 'List-Unsubscribe-Post: List-Unsubscribe=One-Click' "$BATS_TEST_TMPDIR/outbox/bob"
    flush
    [ "$(delivered)" = '' ]

    comment frank 'So do I' '?to=1'
    flush
    local link
    link=$(sed -nE 's|^List-Unsubscribe: <https?://[^/]*(/.*)>$|\1|p' "$BATS_TEST_TMPDIR/outbox/bob")
    as - GET "$link" | says 200 'End this mail?' 'Referrer-Policy: no-referrer'
    as - POST "$link" --form List-Unsubscribe=One-Click --header 'Sec-Fetch-Site: cross-site' | says 200 'no more mail'
    as - POST "$link" --form do=end | says 303 "$link"
    as - GET /unsubscribe/nonsense | says 404
    as erin POST /follow/1 --form do=unfollow | says 303
    comment carol 'Again' '?to=1'
    flush
    [ "$(delivered)" = '' ]
}
