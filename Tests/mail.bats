#!/usr/bin/env bats
# Mail that waits, delivered by msmtp to a real SMTP server on the loopback.
load server
load cgi

setup() {
    make_home
    data=$BATS_TEST_TMPDIR/data
    mail=$BATS_TEST_TMPDIR/mail
    mkdir -p "$data" "$BATS_TEST_TMPDIR/blog"
    printf -- '---\ntitle: T\ndate: 2020-01-01\n---\nText.\n' >"$BATS_TEST_TMPDIR/blog/a.md"
    "$foobar" import "$BATS_TEST_TMPDIR/blog" --data "$data" >/dev/null
    smtp=$(free_port)
    "$checkout/.build-tools/bin/python" "$checkout/Tests/mailbox" "$smtp" "$mail" >"$BATS_TEST_TMPDIR/mailbox.log" 2>&1 3>&- &
    mailbox=$!
    printf 'account default\nhost 127.0.0.1\nport %s\nauth off\ntls off\n' "$smtp" >"$BATS_TEST_TMPDIR/msmtprc"
    export FOOBAR_SENDMAIL=$BATS_TEST_TMPDIR/sendmail
    printf '#!/bin/sh\nexec msmtp --file="%s" "$@"\n' "$BATS_TEST_TMPDIR/msmtprc" >"$FOOBAR_SENDMAIL"
    chmod +x "$FOOBAR_SENDMAIL"
    for _ in {1..100}; do
        if grep -q ready "$BATS_TEST_TMPDIR/mailbox.log"; then return 0; fi
        sleep 0.1
    done
    cat "$BATS_TEST_TMPDIR/mailbox.log"
    return 1
}

teardown() {
    stop_server
    kill "$mailbox" || true
}

# queue RECIPIENT SUBJECT BODY [UNSUBSCRIBE]: as a route does.
queue() {
    python3 - "$data/members.db" "$@" <<'PYTHON'
import sqlite3, sys
file, recipient, subject, body, unsubscribe = (sys.argv[1:] + [""])[:5]
with sqlite3.connect(file) as connection:
    connection.execute("PRAGMA wal_autocheckpoint = 0")
    connection.execute("INSERT INTO mail (recipient, subject, body, unsubscribe, at, next_at, tries, error)"
                       " VALUES (?, ?, ?, ?, 1700000000, 0, 0, '')", (recipient, subject, body, unsubscribe))
PYTHON
}

@test "what arrives is what was written" {
    subject='Grüße aus Łódź: „日本語“, and a subject that goes on until it needs more than one line'
    body=$'Hello, Zoë.\n\n.\nFrom here on = a line of '"$(printf 'x%.0s' {1..200})"$' \n\nhttps://example.org/confirm?token=aB3_-'
    queue zoe@example.org "$subject" "$body" 'https://example.org/unsubscribe/abc'
    "$foobar" mail flush --data "$data"
    SUBJECT=$subject BODY=$body python3 - "$mail"/zoe@example.org-001.eml <<'PYTHON'
import email, email.policy, os, sys
raw = open(sys.argv[1], "rb").read()
assert all(len(line) <= 78 and all(byte < 128 for byte in line) for line in raw.splitlines()), raw
mail = email.message_from_bytes(raw, policy=email.policy.default)
assert mail["Subject"] == os.environ["SUBJECT"], mail["Subject"]
assert mail.get_content().replace("\r\n", "\n") == os.environ["BODY"] + "\n", mail.get_content()
assert str(mail["From"]) == "foobar <noreply@localhost>", mail["From"]
assert mail["To"] == "zoe@example.org" or str(mail["To"]) == "<zoe@example.org>", mail["To"]
assert mail["List-Unsubscribe"] == "<https://example.org/unsubscribe/abc>"
assert mail["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
assert mail["Date"].datetime.timestamp() == 1700000000
assert mail["Message-ID"].endswith("@localhost>")
assert not mail.defects, mail.defects
PYTHON
    [ "$("$foobar" mail list --data "$data")" = 'No mail waits.' ]
}

@test "no recipient and no subject makes a header or an option" {
    queue '-oQ/tmp@example.org' $'x\r\nBcc: evil@example.org' $'text'
    queue $'a@example.org>\nBcc: <evil@example.org' 'x' 'text'
    "$foobar" mail flush --data "$data" || true
    ! ls "$mail" | grep evil || false
    ! grep -r '^Bcc' "$mail" || false
}

@test "what is not taken waits, tells why, and is tried again" {
    queue refused@example.org 'To nobody' 'x'
    run "$foobar" mail flush --data "$data"
    [ "$status" -eq 0 ] && [[ $output == *"nobody is here by that name"* ]]
    run "$foobar" mail list --data "$data"
    [[ $output == *"To nobody"*"tried 1 times"*"nobody is here by that name"* ]]
    # Not before its time.
    [ -z "$("$foobar" mail flush --data "$data")" ]
    for tries in {2..10}; do
        sql members 'UPDATE mail SET next_at = 0'
        "$foobar" mail flush --data "$data" >/dev/null
        [ "$(sql members 'SELECT tries FROM mail')" = "$tries" ]
    done
    [[ $("$foobar" mail list --data "$data") == *"not tried again by itself"* ]]
}

@test "ten flushes at once send each mail once" {
    for number in {1..30}; do queue "reader$number@example.org" "Number $number" 'x'; done
    local flushes=()
    for _ in {1..10}; do
        "$foobar" mail flush --data "$data" >/dev/null 3>&- &
        flushes+=($!)
    done
    wait "${flushes[@]}"
    [ "$(ls "$mail" | wc -l)" = 30 ]
    [ "$(ls "$mail" | sed 's/-[0-9]*\.eml//' | sort -u | wc -l)" = 30 ]
}

@test "serve delivers at once, and says where mail goes" {
    cp "$checkout/cgi-bin/home" "$home/cgi-bin/home"
    start_server
    for _ in {1..50}; do
        if grep -q "Mail goes out by $FOOBAR_SENDMAIL" "$log"; then break; fi
        sleep 0.1
    done
    grep -q "Mail goes out by $FOOBAR_SENDMAIL" "$log"
    queue zoe@example.org 'While it is served' 'x'
    for _ in {1..50}; do
        if [ -e "$mail/zoe@example.org-001.eml" ]; then break; fi
        sleep 0.1
    done
    [ -e "$mail/zoe@example.org-001.eml" ]
}

@test "without sendmail mail waits, and serve says so once" {
    FOOBAR_SENDMAIL=/nowhere/sendmail
    queue zoe@example.org 'Later' 'x'
    start_server
    sleep 1
    [ "$(grep -c 'There is no /nowhere/sendmail, so mail waits' "$log")" = 1 ]
    run "$foobar" mail flush --data "$data"
    [ "$status" -eq 1 ] && [ "${#lines[@]}" -eq 1 ]
    [ "$(sql members 'SELECT tries FROM mail')" = 0 ]
}
