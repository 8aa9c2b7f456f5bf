#!/usr/bin/env bats
# foobar doctor where no server is installed, and for a Debian in a folder. Tests/doctor has the rest, on a server.
bats_require_minimum_version 1.5.0
load server
load cgi

setup() {
    make_home
    rm "$home/cgi-bin"/*
    cp "$checkout/cgi-bin/health" "$checkout/cgi-bin/fallback" "$home/cgi-bin/"
    export FOOBAR_HOME=$checkout
    make_site
    export FOOBAR_HOME=$home FOOBAR_SENDMAIL=/bin/true
    mkdir -p "$data/log"
    : >"$data/log/access.log"
}

# finds WORDS...: doctor finds something wrong with each of these, and says what to do about it.
finds() {
    local word
    run -1 "$foobar" doctor --data "$data"
    for word in "$@"; do
        grep -A 1 '^  ✗' <<<"$output" | grep -F -A 1 -- "$word" | grep -q '^      .' || { echo "Without '$word':"; echo "$output"; return 1; }
    done
}

@test "doctor looks at a checkout, and says what it can't look at" {
    run "$foobar" doctor --data "$data"
    echo "$output"
    for group in Machine Installation nginx Programs Databases DNS TLS Mail Backups Logs; do grep -qx "$group" <<<"$output"; done
    [[ $output == *'– No server is installed here'* && $output == *'✓ 2 programs checked: no faults.'* ]]
    [[ $output == *'✓ 3 databases checked: no faults.'* && $output == *'✓ Mail: none waits'* ]]
    # What the machine lacks is not this test's.
    ! sed '/^Installation$/,$!d' <<<"$output" | grep '✗' || false
    if grep -q '✗' <<<"$output"; then [ "$status" -eq 1 ]; else [ "$status" -eq 0 ]; fi
    run "$foobar" doctor --data "$data" --json
    python3 -c 'import json, sys; found = json.loads(sys.argv[1]); assert {"group", "verdict", "words", "remedy"} == set(found[0]), found[0]' "$output"
}

@test "doctor finds a program that answers nothing, and one that is none" {
    printf '#!/bin/sh\ncat >/dev/null\n' >"$home/cgi-bin/mute"
    chmod +x "$home/cgi-bin/mute"
    echo 'no program' >"$home/cgi-bin/plain"
    finds 'mute: answers nothing' "plain: can't be run"
}

@test "doctor finds a damaged database, a log that nobody checkpoints, and mail that nobody takes" {
    sql members "INSERT INTO mail VALUES (7, 'x@example.org', 'Sub', 'b', '', 1, 4503599627370496, 10, '550 no such user')" >/dev/null
    finds 'One mail was not taken: 550 no such user'
    truncate -s 80M "$data/tries.db-wal"
    finds 'tries.db-wal has grown to 83'
    rm "$data/tries.db-wal"
    python3 - "$data/site.db" <<'PYTHON'
import sys
with open(sys.argv[1], "r+b") as file:
    file.seek(4096 * 5)
    file.write(b"\xff" * 4096 * 10)
PYTHON
    finds 'site.db: is damaged'
}

@test "doctor finds a log that only grows, and answers that are errors" {
    local moment
    moment=$(date -u +%Y-%m-%dT%H:%M:%S+00:00)
    for _ in {1..12}; do
        printf '{"time":"%s","id":"x","method":"GET","path":"/","query":"","status":502,"bytes":1,"seconds":0.1,"upstream_seconds":"","route":"search","remote":"::1","cache":"","connection":1}\n' "$moment"
    done >"$data/log/access.log"
    finds '12 of 12 requests of the last day were answered with an error, most of them by search'
    truncate -s 600M "$data/log/error.log"
    finds 'error.log has grown to'
}

@test "doctor looks at a Debian in a folder" {
    root=$BATS_TEST_TMPDIR/root
    mkdir -p "$root/etc/foobar" "$root/srv/foobar"
    printf 'PRETTY_NAME="Debian GNU/Linux 11 (bullseye)"\nID=debian\nVERSION_ID="11"\n' >"$root/etc/os-release"
    run -0 "$foobar" doctor --root "$root"
    [[ $output == *'! This is Debian GNU/Linux 11'* && $output == *'– No server is installed here'* ]]
    printf 'domain = foobar.com\ncolour = red\n' >"$root/etc/foobar/foobar.conf"
    run -1 "$foobar" doctor --root "$root"
    [[ $output == *'✗ /etc/foobar/foobar.conf, line 2: there is no setting `colour`.'* ]]
    echo 'domain = foobar.com' >"$root/etc/foobar/foobar.conf"
    run -1 "$foobar" doctor --root "$root"
    [[ $output == *'✗ /srv/foobar/current leads to no release'* ]]
}
