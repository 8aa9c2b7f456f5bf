#!/usr/bin/env bats
# foobar backup and foobar restore: what comes back is the same site, and what is not sound never does.
load server

bats_require_minimum_version 1.5.0

setup() {
    home=$checkout
    export FOOBAR_HOME=$home
    data=$BATS_TEST_TMPDIR/data
    to=$BATS_TEST_TMPDIR/backups
    "$foobar" import "$checkout/Tests/fixtures/markdown" --data "$data" >/dev/null
    mkdir -p "$data/uploads" "$data/own"
    printf 'a picture' >"$data/uploads/abc-1.webp"
    printf 'a paper' >"$data/uploads/def-paper one.pdf"
    printf 'half' >"$data/uploads/.ghi.webp"
    sqlite3 "$data/own/book.db" 'PRAGMA journal_mode = WAL; CREATE TABLE entry (words); INSERT INTO entry VALUES (1)' >/dev/null
}

teardown() {
    stop_server
    [ -z "${sshd-}" ] || kill "$sshd"
    if [ -n "${small-}" ]; then umount "$small"; fi
}

backup() { "$foobar" backup --data "$data" --to "$to" "$@"; }
restore() { "$foobar" restore "$@"; }
archives() { (cd "$to" && ls -1 foobar-*.tar.zst 2>/dev/null) || true; }
newest() { archives | tail -n 1; }

# field NAME FILE: of a record in the data folder.
field() { python3 -c 'import json, sys; print(json.load(open(sys.argv[2])).get(sys.argv[1]))' "$1" "$data/$2"; }

# contents FOLDER: what all tables of a site's databases have, and its uploads.
contents() {
    local name
    for name in site members tries own/book; do
        echo "== $name"
        sqlite3 -readonly "$1/$name.db" .dump
    done
    (cd "$1/uploads" && sha256sum -- *)
}

# bytes FOLDER: every page of the site and its feeds, as served from a data folder.
bytes() {
    data=$1 start_server --no-cache
    # By one name, since pages have it in them.
    "$checkout/Tests/crawl" "$url" "$2" >/dev/null
    [ ! -s "$2/failures" ]
    stop_server
    # The port differs, and with it addresses in feeds.
    find "$2" -type f -exec sed -i "s/:$port\b/:80/g" {} +
    sort -o "$2/addresses" <(cut -d ' ' -f 2 "$2/addresses")
    (cd "$2" && find pages feeds -type f -exec sha256sum {} + | cut -d ' ' -f 1 | sort) >"$2.sums"
}

@test "a site comes back whole: every URL answers with the same bytes" {
    run -0 backup
    [[ $output == "$to/foobar-"*".tar.zst: "*'with 2 uploads of 16 bytes'* ]]
    run -0 restore "$to/$(newest)" --data "$BATS_TEST_TMPDIR/other"
    [[ $output == *'is restored into'* ]]
    diff <(contents "$data") <(contents "$BATS_TEST_TMPDIR/other")
    [ "$(stat -c %a "$BATS_TEST_TMPDIR/other" "$BATS_TEST_TMPDIR/other/site.db" "$BATS_TEST_TMPDIR/other/members.db" | paste -sd' ')" = '700 600 600' ]
    [ ! -e "$BATS_TEST_TMPDIR/other/.staging" ]
    bytes "$data" "$BATS_TEST_TMPDIR/one"
    bytes "$BATS_TEST_TMPDIR/other" "$BATS_TEST_TMPDIR/two"
    [ "$(wc -l <"$BATS_TEST_TMPDIR/one.sums")" -gt 30 ]
    diff "$BATS_TEST_TMPDIR/one.sums" "$BATS_TEST_TMPDIR/two.sums"
    diff "$BATS_TEST_TMPDIR/one/addresses" "$BATS_TEST_TMPDIR/two/addresses"
}

@test "while writers write, both databases are of the same moment, and no log is written back" {
    # Each writes a number into members.db once it stands in site.db: the second is never ahead, and at most the writers behind.
    python3 - "$data" 3>&- <<'PYTHON' &
import sqlite3, sys, threading, os
data = sys.argv[1]
def databases():
    both = [sqlite3.connect(f"{data}/{name}.db", isolation_level=None, timeout=20) for name in ("site", "members")]
    for one in both: one.execute("PRAGMA wal_autocheckpoint = 0")
    return both
site, members = databases()
site.execute("CREATE TABLE mark (writer, number, PRIMARY KEY (writer, number))")
members.execute("CREATE TABLE mark (writer, number, PRIMARY KEY (writer, number))")
def write(writer):
    site, members = databases()
    number = 0
    while not os.path.exists(data + "/enough"):
        number += 1
        for one in (site, members): one.execute("INSERT INTO mark VALUES (?, ?)", (writer, number))
threads = [threading.Thread(target=write, args=[writer]) for writer in range(3)]
for thread in threads: thread.start()
for thread in threads: thread.join()
PYTHON
    writers=$!
    for _ in {1..200}; do
        [ "$(sqlite3 -readonly "$data/members.db" 'SELECT count(*) FROM mark' 2>/dev/null || echo 0)" -lt 50 ] || break
        sleep 0.1
    done
    size=$(stat -c %s "$data/site.db")
    for _ in 1 2 3; do backup >/dev/null; sleep 1; done
    [ "$(stat -c %s "$data/site.db")" -eq "$size" ]
    touch "$data/enough"
    wait "$writers"
    [ "$(archives | wc -l)" -eq 3 ]
    for archive in $(archives); do
        other=$BATS_TEST_TMPDIR/$archive.data
        restore "$to/$archive" --data "$other" >/dev/null
        sqlite3 "$other/site.db" "ATTACH '$other/members.db' AS members" "
            SELECT count(*), (SELECT count(*) FROM members.mark), (SELECT count(*) FROM members.mark AS m
                WHERE NOT EXISTS (SELECT 1 FROM main.mark AS s WHERE s.writer = m.writer AND s.number = m.number)) FROM main.mark" >"$BATS_TEST_TMPDIR/counts"
        IFS='|' read -r site members ahead <"$BATS_TEST_TMPDIR/counts"
        echo "$archive: $site in site.db, $members in members.db, $ahead ahead"
        [ "$ahead" -eq 0 ] && [ "$site" -gt 50 ]
        [ $((site - members)) -le 3 ]
    done
    [ "$(python3 -c "print($(field held backup.json) < 1000)")" = True ]
}

@test "what is not sound is refused, and nothing is changed by it" {
    backup >/dev/null
    good=$to/$(newest)
    other=$BATS_TEST_TMPDIR/other
    # refused REASON: the archive, by a restore and by a check.
    refused() {
        run ! restore "$bad" --data "$other"
        [[ $output == *"$1"* ]] || { echo "$output"; return 1; }
        [ ! -e "$other/site.db" ] && [ ! -e "$other/.staging" ]
        run ! restore "$bad" --check --data "$data"
        [ "$(field sound restore-check.json)" = False ]
    }
    mkdir "$BATS_TEST_TMPDIR/bad"
    cp -r "$to/." "$BATS_TEST_TMPDIR/bad/"
    bad=$BATS_TEST_TMPDIR/bad/$(newest)
    # Cut off.
    head -c "$(($(stat -c %s "$good") / 2))" "$good" >"$bad"
    refused 'is not sound'
    # One byte.
    cp "$good" "$bad"
    python3 -c '
import sys
with open(sys.argv[1], "r+b") as file:
    content = file.read()
    file.seek(len(content) // 2)
    file.write(bytes([content[len(content) // 2] ^ 255]))' "$bad"
    refused 'is not sound'
    : >"$bad"
    refused 'is not sound'
    # Whole, but with another database.
    mkdir "$BATS_TEST_TMPDIR/open"
    tar -xf "$good" -C "$BATS_TEST_TMPDIR/open"
    printf '\377' | dd of="$BATS_TEST_TMPDIR/open/members.db" bs=1 seek=5000 conv=notrunc status=none
    tar -C "$BATS_TEST_TMPDIR/open" --zstd -cf "$bad" manifest.json uploads.sha256 site.db members.db tries.db own/book.db
    refused 'members.db has other bytes'
    # A file that a member has uploaded.
    cp "$good" "$bad"
    printf 'another picture' >"$BATS_TEST_TMPDIR/bad/uploads/abc-1.webp"
    refused 'is not sound'
    rm "$BATS_TEST_TMPDIR/bad/uploads/abc-1.webp"
    refused 'lacks a file that members have uploaded, like abc-1.webp'
    # Of a release that is still to come.
    printf 'a picture' >"$BATS_TEST_TMPDIR/bad/uploads/abc-1.webp"
    rm -r "$BATS_TEST_TMPDIR/open" && mkdir "$BATS_TEST_TMPDIR/open" && tar -xf "$good" -C "$BATS_TEST_TMPDIR/open"
    sed -i 's/"format" : 1/"format" : 2/' "$BATS_TEST_TMPDIR/open/manifest.json"
    tar -C "$BATS_TEST_TMPDIR/open" --zstd -cf "$bad" manifest.json uploads.sha256 site.db members.db tries.db own/book.db
    refused 'made by a newer release'
    # A manifest that leads elsewhere.
    sed -i 's/"format" : 2/"format" : 1/; s|own/book.db|own/../../x.db|' "$BATS_TEST_TMPDIR/open/manifest.json"
    tar -C "$BATS_TEST_TMPDIR/open" --zstd -cf "$bad" manifest.json uploads.sha256 site.db members.db tries.db
    refused 'names own/../../x.db'
    # And the good one is good.
    restore "$good" --check --data "$data"
    [ "$(field sound restore-check.json)" = True ]
}

@test "a site that is there is moved aside only when asked, and never while it is served" {
    backup >/dev/null
    sqlite3 "$data/site.db" "UPDATE setting SET value = 'After' WHERE name = 'title'; INSERT OR REPLACE INTO setting VALUES ('title', 'After')"
    run ! restore "$to/$(newest)" --data "$data"
    [[ $output == *'has a site already'* ]]
    start_server
    run ! restore "$to/$(newest)" --data "$data" --replace
    [[ $output == *"is in use by 'foobar serve'"* ]]
    stop_server
    # As under systemd: only the keeper tells.
    "$checkout/.build/release/keeper" "$data" 3>&- &
    keeper=$!
    sleep 0.5
    run ! restore "$to/$(newest)" --data "$data" --replace
    kill "$keeper"
    [[ $output == *"is in use by keeper (process $keeper)"* ]]
    [ "$(sqlite3 "$data/site.db" "SELECT value FROM setting WHERE name = 'title'")" = After ]
    wait "$keeper" || true
    run -0 restore "$to/$(newest)" --data "$data" --replace
    [ "$(sqlite3 "$data/site.db" "SELECT count(*) FROM setting WHERE value = 'After'")" = 0 ]
    [ "$(sqlite3 "$data"/replaced-*/site.db "SELECT value FROM setting WHERE name = 'title'")" = After ]
    [ -e "$data"/replaced-*/uploads/abc-1.webp ] && [ -e "$data/uploads/abc-1.webp" ]
}

@test "restore --check asks every program on the restored site, and leaves nothing" {
    backup >/dev/null
    make_home
    cp "$checkout"/cgi-bin/* "$home/cgi-bin/" 2>/dev/null || true
    mkdir "$BATS_TEST_TMPDIR/tmp"
    TMPDIR=$BATS_TEST_TMPDIR/tmp run -0 restore "$to/newest" --check --data "$data"
    [[ $output == *'programs that answer on it.' ]]
    [ "$(field sound restore-check.json)" = True ]
    [ -z "$(ls -A "$BATS_TEST_TMPDIR/tmp")" ]
    program broken <<<$'#!/bin/sh\ncat >/dev/null; exit 1'
    TMPDIR=$BATS_TEST_TMPDIR/tmp run ! restore "$to/newest" --check --data "$data"
    [[ $output == *'broken'* ]]
    [ "$(field sound restore-check.json)" = False ] && [ "$(field lastSound restore-check.json)" != None ]
    [ -z "$(ls -A "$BATS_TEST_TMPDIR/tmp")" ]
}

@test "a disk that is full, a place that is not there, a damaged database: the old backups stay, and the record says why" {
    small=$BATS_TEST_TMPDIR/small
    mkdir "$small"
    mount -t tmpfs -o size=4m tmpfs "$small" 2>/dev/null || { small=; skip 'only root can make a small disk'; }
    to=$small
    backup >/dev/null
    before=$(cd "$to" && find . -type f -exec sha256sum {} + | sort)
    head -c 3850000 /dev/urandom >"$small/filler" 2>/dev/null || true
    run ! backup
    [[ $output == *'has '*' free, and this backup may need '* ]]
    [ "$(field sound backup.json)" = False ] && [ "$(field lastSound backup.json)" != None ]
    rm "$small/filler"
    # The disk gets full on the way: an upload grows the archive beyond what was looked at.
    printf '#!/bin/sh\nhead -c 9000000 /dev/urandom\n' >"$BATS_TEST_TMPDIR/zstd"
    chmod +x "$BATS_TEST_TMPDIR/zstd"
    PATH=$BATS_TEST_TMPDIR:$PATH run ! backup
    [[ $output == *'No space left'*'The older ones are as they were.'* ]]
    # What fails while it packs leaves no archive either.
    printf '#!/bin/sh\nhead -c 1000; exit 3\n' >"$BATS_TEST_TMPDIR/zstd"
    PATH=$BATS_TEST_TMPDIR:$PATH run ! backup
    [[ $output == *'zstd ended with status 3'* ]]
    [ "$before" = "$(cd "$to" && find . -type f -exec sha256sum {} + | sort)" ]
    printf 'no database at all' | dd of="$data/members.db" conv=notrunc status=none
    run ! backup
    [ "$before" = "$(cd "$to" && find . -type f -exec sha256sum {} + | sort)" ]
    [ "$(field sound backup.json)" = False ]
    run ! "$foobar" backup --data "$data" --to /proc/nowhere
    [[ $output == *"/proc/nowhere can't be used"* ]]
}

@test "kill -9 in the middle leaves no half backup, and the next clears up" {
    backup >/dev/null
    printf '#!/bin/sh\nexec sleep 31.5\n' >"$BATS_TEST_TMPDIR/zstd"
    chmod +x "$BATS_TEST_TMPDIR/zstd"
    PATH=$BATS_TEST_TMPDIR:$PATH "$foobar" backup --data "$data" --to "$to" 3>&- &
    killed=$!
    for _ in {1..100}; do [ ! -e "$to/.partial" ] || break; sleep 0.1; done
    run ! backup
    [[ $output == *'Another backup of this site is being made'* ]]
    kill -9 "$killed"
    wait "$killed" || true
    pkill -f 'sleep 31[.]5' || true
    [ "$(archives | wc -l)" -eq 1 ]
    [ -e "$to/.partial" ] && [ -e "$to/.staging" ]
    backup
    [ "$(archives | wc -l)" -eq 2 ]
    [ ! -e "$to/.partial" ] && [ ! -e "$to/.staging" ] && [ ! -e "$to/uploads/.new" ]
}

@test "old backups are thinned, and with them the uploads that no other has" {
    backup >/dev/null
    first=$(newest)
    # The same as if it had been made on each of forty days.
    for day in {2..41}; do
        stamp=$(date -u -d "$day days ago" +%Y-%m-%dT120000Z)
        cp "$to/$first" "$to/foobar-$stamp.tar.zst"
        cp "$to/${first%.tar.zst}.uploads" "$to/foobar-$stamp.uploads"
    done
    printf 'unneeded' >"$to/uploads/old.webp"
    rm "$data/uploads/def-paper one.pdf"
    backup >/dev/null
    # 2 of today, 6 other days, 4 or 5 weeks more, 1 or 2 months more.
    count=$(archives | wc -l)
    archives
    [ "$count" -ge 12 ] && [ "$count" -le 16 ]
    [ "$(find "$to" -name '*.uploads' | wc -l)" -eq "$count" ]
    [ ! -e "$to/uploads/old.webp" ]
    # The older ones have it still.
    [ -e "$to/uploads/def-paper one.pdf" ]
    run -0 backup --list
    [ "${#lines[@]}" -eq "$count" ]
    restore "$to/$(archives | head -n 1)" --check --data "$data"
}

@test "to and from another machine, by ssh" {
    command -v /usr/sbin/sshd >/dev/null || skip 'sshd is not installed'
    there=$BATS_TEST_TMPDIR/there
    ssh-keygen -q -t ed25519 -N '' -f "$BATS_TEST_TMPDIR/host"
    ssh-keygen -q -t ed25519 -N '' -f "$BATS_TEST_TMPDIR/key"
    cp "$BATS_TEST_TMPDIR/key.pub" "$BATS_TEST_TMPDIR/authorized"
    number=$(free_port)
    mkdir -p /run/sshd
    printf '%s\n' "Port $number" 'ListenAddress 127.0.0.1' "HostKey $BATS_TEST_TMPDIR/host" 'StrictModes no' 'UsePAM no' \
        "AuthorizedKeysFile $BATS_TEST_TMPDIR/authorized" 'PasswordAuthentication no' "PidFile none" >"$BATS_TEST_TMPDIR/sshd"
    /usr/sbin/sshd -D -f "$BATS_TEST_TMPDIR/sshd" 2>"$BATS_TEST_TMPDIR/sshd.log" 3>&- &
    sshd=$!
    # What is in ~/.ssh, in life.
    mkdir "$BATS_TEST_TMPDIR/bin"
    printf '#!/bin/sh\nexec /usr/bin/ssh -F none -i %s -o StrictHostKeyChecking=accept-new -o UserKnownHostsFile=%s "$@"\n' \
        "$BATS_TEST_TMPDIR/key" "$BATS_TEST_TMPDIR/known" >"$BATS_TEST_TMPDIR/bin/ssh"
    chmod +x "$BATS_TEST_TMPDIR/bin/ssh"
    PATH=$BATS_TEST_TMPDIR/bin:$PATH
    for _ in {1..50}; do ! grep -q listening "$BATS_TEST_TMPDIR/sshd.log" || break; sleep 0.1; done
    to=ssh://$(id -un)@127.0.0.1:$number$there
    run -0 backup
    printf 'one more' >"$data/uploads/jkl.webp"
    run -0 backup
    run -0 backup --list
    [ "${#lines[@]}" -eq 2 ]
    [ "$(find "$there/uploads" -type f | wc -l)" -eq 3 ]
    [ ! -e "$data/.staging" ]
    restore "$to/newest" --data "$BATS_TEST_TMPDIR/other"
    diff <(contents "$data") <(contents "$BATS_TEST_TMPDIR/other")
    run -0 restore "$to/newest" --check --data "$data"
    # The line goes dead.
    kill "$sshd"
    wait "$sshd" || true
    sshd=
    run ! backup
    [[ $output == *"can't be used: "* ]]
    [ "$(find "$there" -name 'foobar-*.tar.zst' | wc -l)" -eq 2 ]
}

# A server as `install` lays it out, in a mount namespace of its own, with no systemd.
on_server() {
    unshare --mount --propagation private bash -euc '
        scratch=$1 checkout=$2
        mount -t tmpfs tmpfs "$scratch"
        mkdir "$scratch/upper" "$scratch/work"
        mount -t overlay -o "lowerdir=/etc,upperdir=$scratch/upper,workdir=$scratch/work" overlay /etc
        mount -t tmpfs tmpfs /srv
        mount -t tmpfs tmpfs /run
        getent passwd foobar >/dev/null || useradd --system --user-group --no-create-home foobar
        getent group www-data >/dev/null || groupadd --system www-data
        release=/srv/foobar/releases/1
        mkdir -p "$release/bin" "$release/cgi-bin" "$release/nginx" "$release/htdocs" /srv/foobar/scripts /srv/foobar/backups /etc/foobar
        touch "$release/bin/foobar" "$release/release.json"
        mount --bind "$checkout/.build/release/foobar" "$release/bin/foobar"
        mkdir "$release/tools"
        mount --bind "$checkout/.build/tools" "$release/tools"
        mount --bind "$checkout/cgi-bin" "$release/cgi-bin"
        mount --bind "$checkout/nginx" "$release/nginx"
        mount --bind "$checkout/htdocs" "$release/htdocs"
        printf "domain = foobar.com\nbackup = /srv/foobar/backups\n" >/etc/foobar/foobar.conf
        chmod 700 /srv/foobar/backups
        chown foobar:foobar /srv/foobar/backups
        mkdir -m 1777 /srv/tmp
        export TMPDIR=/srv/tmp
        unset FOOBAR_HOME
        PATH=$release/bin:$PATH
        shift 2
        . "$1"
    ' - "$BATS_TEST_TMPDIR/server" "$checkout" "$1"
}

@test "on a server: the setting says where, programs are asked as their user, and files come back with their owners" {
    [ "$(id -u)" -eq 0 ] || skip 'only root can lay out a server'
    mkdir "$BATS_TEST_TMPDIR/server"
    # Answers to no root.
    printf '#!/bin/sh\ncat >/dev/null\n[ "$(id -u)" -ne 0 ] || exit 1\nprintf "Content-Type: text/plain\\n\\n"\n' >"$BATS_TEST_TMPDIR/who"
    cat >"$BATS_TEST_TMPDIR/steps" <<STEPS
        foobar restore "$(backup >/dev/null && echo "$to/$(newest)")" >/dev/null
        cd /srv/foobar
        stat -c "%U:%G %a %n" var var/site.db var/members.db var/own var/own/book.db var/uploads var/uploads/abc-1.webp var/log
        foobar backup
        cp "$BATS_TEST_TMPDIR/who" scripts/who
        chmod 755 scripts/who
        foobar restore newest --check
        foobar restore newest --replace
        stat -c "%U:%G %a %n" var var/site.db var/uploads var/replaced-*
STEPS
    run on_server "$BATS_TEST_TMPDIR/steps"
    echo "$output"
    [ "$status" -eq 0 ]
    for line in 'root:foobar 1771 var' 'foobar:foobar 600 var/site.db' 'foobar:foobar 600 var/members.db' 'foobar:foobar 700 var/own' \
        'foobar:foobar 600 var/own/book.db' 'foobar:www-data 2750 var/uploads' 'foobar:www-data 640 var/uploads/abc-1.webp' \
        'root:foobar 751 var/log'; do
        grep -qx "$line" <<<"$output"
    done
    grep -qE '^root:root 700 var/replaced-' <<<"$output"
    [ "$(grep -cx 'root:foobar 1771 var' <<<"$output")" -eq 2 ]
    [[ $output == *'/srv/foobar/backups/foobar-'*'programs that answer on it.'* ]]
}

@test "a Litestream that could corrupt a database is refused, and so is none" {
    mkdir "$BATS_TEST_TMPDIR/bin"
    # refused TEXT: by what is in it.
    refused() {
        chmod +x "$BATS_TEST_TMPDIR/bin/litestream" 2>/dev/null || true
        PATH=$BATS_TEST_TMPDIR/bin:/usr/bin:/bin run -78 "$foobar" replica --to "$to" --data "$data"
        [[ $output == *"$1"* ]] || { echo "$output"; return 1; }
        [ ! -e "$to" ] && [ ! -e "$data/.replica" ]
    }
    [ -x /usr/bin/litestream ] || refused 'Litestream is not installed'
    printf '#!/bin/sh\nexit 0\n' >"$BATS_TEST_TMPDIR/bin/litestream"
    refused "can't be told which SQLite"
    printf '#!/bin/sh\nexit 0\n\0003.51.2\0003.53.0\000' >"$BATS_TEST_TMPDIR/bin/litestream"
    refused 'has SQLite 3.51.2'
    # One that may be used is started, with its configuration, and holds the lock by which the keeper leaves the logs alone.
    printf '#!/bin/sh\n[ "$1" = replicate ] && flock --nonblock "%s/checkpointer.lock" true || exit 42\nexit 0\n\0003.51.3\000' "$data" >"$BATS_TEST_TMPDIR/bin/litestream"
    PATH=$BATS_TEST_TMPDIR/bin:$PATH run -42 "$foobar" replica --to "$to" --data "$data"
    [ "$(stat -c %a "$data/.replica/litestream.yml")" = 600 ]
    run -78 "$foobar" replica --data "$data"
    [[ $output == *'Replication is off'* ]]
    run -78 "$foobar" replica --to ftp://example.org/x --data "$data"
    [[ $output == *'is nothing that Litestream writes to'* ]]
}

@test "a replica by sftp: by its key, and to no other machine than that whose key is known" {
    [ "$(id -u)" = 0 ] || skip "this mounts folders of its own, and so needs root"
    local folder=$BATS_TEST_TMPDIR port tries
    port=$(free_port)
    # It can't be asked what it has: databases are looked for by the names of programs.
    mv "$data/own/book.db" "$data/own/guestbook.db"
    mkdir -p "$folder/etc" /run/sshd
    cp -a /etc/. "$folder/etc/"
    mkdir -p "$folder/etc/foobar"
    ssh-keygen -q -t ed25519 -N '' -f "$folder/host"
    ssh-keygen -q -t ed25519 -N '' -f "$folder/etc/foobar/replica.key"
    cp "$folder/host.pub" "$folder/etc/foobar/replica.host-key"
    cp "$folder/etc/foobar/replica.key.pub" "$folder/authorized"
    printf '%s\n' "Port $port" 'ListenAddress 127.0.0.1' "HostKey $folder/host" "AuthorizedKeysFile $folder/authorized" 'PidFile none' \
        'StrictModes no' 'PermitRootLogin yes' 'UsePAM no' 'Subsystem sftp internal-sftp' >"$folder/sshd"
    /usr/sbin/sshd -D -e -f "$folder/sshd" 2>"$folder/sshd.log" 3>&- &
    sshd=$!
    # beside COMMAND...: where /etc/foobar is a server's.
    beside() { unshare --mount sh -ec 'mount --bind "$0" /etc; exec "$@"' "$folder/etc" env "PATH=$checkout/.build-tools/bin:$PATH" "$@"; }
    beside timeout 60 "$foobar" replica --to "sftp://root@127.0.0.1:$port$folder/replica" --data "$data" >"$folder/said" 2>&1 3>&- &
    replica=$!
    for tries in {1..200}; do
        [ -z "$(find "$folder/replica/members.db" -name '*.ltx' 2>/dev/null)" ] || break
        sleep 0.1
    done
    sleep 2
    # That a key was not looked at would stand here. What it says when it is ended is another matter.
    [ ! -s "$folder/said" ] || { cat "$folder/said" "$folder/sshd.log"; false; }
    pkill -P "$replica"
    wait "$replica" || true
    beside "$foobar" restore --at newest --from "sftp://root@127.0.0.1:$port$folder/replica" --data "$folder/back"
    [ "$(sqlite3 "$folder/back/site.db" 'SELECT count(*) FROM post')" = "$(sqlite3 "$data/site.db" 'SELECT count(*) FROM post')" ]
    [ "$(sqlite3 "$folder/back/own/guestbook.db" 'SELECT * FROM entry')" = 1 ]
    # Somebody else's machine gets nothing.
    cp "$folder/authorized" "$folder/etc/foobar/replica.host-key"
    run ! beside timeout 40 "$foobar" replica --to "sftp://root@127.0.0.1:$port$folder/other" --data "$data"
    [[ $output == *'host key mismatch'* ]] || { echo "$output"; false; }
    [ ! -e "$folder/other" ]
}

@test "what makes no sense is said in a line" {
    run ! "$foobar" backup --data "$data"
    [[ $output == *'Where to?'* ]]
    run ! "$foobar" backup --data "$BATS_TEST_TMPDIR/nothing" --to "$to"
    [[ $output == *'site.db is not there'* ]] && [ ! -e "$BATS_TEST_TMPDIR/nothing" ]
    mkdir "$to"
    run ! restore "$to/foobar-2020-01-01T000000Z.tar.zst" --data "$BATS_TEST_TMPDIR/other"
    [[ $output == *'There is no backup'* ]]
    run ! restore "$to/newest" --data "$BATS_TEST_TMPDIR/other"
    [[ $output == *'There are no backups in'* ]]
    run ! restore --data "$data"
    run ! restore --at yesterday --from "$to" --data "$BATS_TEST_TMPDIR/other"
    [[ $output == *'is no time'* ]]
}

@test "optimise merges the search's index, and finds the same" {
    before=$(sqlite3 "$data/site.db" 'SELECT count(*) FROM search_data')
    sqlite3 "$data/site.db" "SELECT rowid FROM search WHERE search MATCH 'a OR the OR and' ORDER BY rowid" >"$BATS_TEST_TMPDIR/before"
    [ -s "$BATS_TEST_TMPDIR/before" ]
    "$foobar" optimise --data "$data"
    run -0 "$foobar" optimise --data "$data"
    [[ $output == *'in one piece'* ]]
    diff "$BATS_TEST_TMPDIR/before" <(sqlite3 "$data/site.db" "SELECT rowid FROM search WHERE search MATCH 'a OR the OR and' ORDER BY rowid")
    [ "$(sqlite3 "$data/site.db" 'SELECT count(*) FROM search_data')" -le "$before" ]
    "$foobar" check --databases --data "$data"
}
