#!/usr/bin/env bats
# What people do on a site from its first minute on: Tests/journey.py in Chromium, with a real server and real mail.
load server

setup() {
    make_home
    local name
    for name in "$checkout"/Sources/cgi-bin/*; do
        name=$(basename "$name")
        ln -sf "$checkout/.build/release/$name" "$home/cgi-bin/$name"
    done
    mail=$BATS_TEST_TMPDIR/mail
    smtp=$(free_port)
    python=$checkout/.build-tools/bin/python
    "$python" "$checkout/Tests/mailbox" "$smtp" "$mail" >"$BATS_TEST_TMPDIR/mailbox.log" 2>&1 3>&- &
    mailbox=$!
    printf 'account default\nhost 127.0.0.1\nport %s\nauth off\ntls off\n' "$smtp" >"$BATS_TEST_TMPDIR/msmtprc"
    export FOOBAR_SENDMAIL=$BATS_TEST_TMPDIR/sendmail
    printf '#!/bin/sh\nexec msmtp --file="%s" "$@"\n' "$BATS_TEST_TMPDIR/msmtprc" >"$FOOBAR_SENDMAIL"
    chmod +x "$FOOBAR_SENDMAIL"
    start_server
}

teardown() {
    stop_server
    kill "$mailbox" || true
}

@test "from an empty site to a member who leaves, with JavaScript off" {
    local tries
    for tries in {1..100}; do
        if grep -q '/join/' "$log" && grep -q ready "$BATS_TEST_TMPDIR/mailbox.log"; then break; fi
        sleep 0.1
    done
    link=$(grep -o 'http://[^ ]*/join/[^ ]*' "$log") || { echo "no link after try $tries"; false; }
    mkdir "$BATS_TEST_TMPDIR/folder"
    "$python" "$checkout/Tests/journey.py" "http://localhost:$port" "$link" "$mail" "$BATS_TEST_TMPDIR/folder"
}
