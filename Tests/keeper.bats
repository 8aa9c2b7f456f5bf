#!/usr/bin/env bats
# The keeper: holds the logs of the databases open, and alone copies them into the databases.
bats_require_minimum_version 1.5.0

keeper=$BATS_TEST_DIRNAME/../.build/release/keeper
checkout=$(cd "$BATS_TEST_DIRNAME/.." && pwd)

setup() {
    data=$BATS_TEST_TMPDIR/data
    mkdir "$data"
    for name in site members tries; do
        sqlite3 "$data/$name.db" 'PRAGMA journal_mode=WAL; CREATE TABLE t (a);' >/dev/null
    done
    "$keeper" "$data" 2>"$BATS_TEST_TMPDIR/log" 3>&- &
    kept=$!
    sleep 0.3
}

teardown() {
    kill "$kept" 2>/dev/null && wait "$kept" || true
    cat "$BATS_TEST_TMPDIR/log"
}

# write MEGABYTES: into site.db, without a checkpoint of its own.
write() {
    sqlite3 "$data/site.db" "PRAGMA wal_autocheckpoint=0; INSERT INTO t VALUES (randomblob($1 * 1000000));" >/dev/null
}

@test "the log stays when a writer closes, and a small one is left alone" {
    sqlite3 "$data/site.db" 'PRAGMA wal_autocheckpoint=0; INSERT INTO t VALUES (1)' >/dev/null
    sleep 1.5
    [ -s "$data/site.db-wal" ]
    [ "$(stat -c %s "$data/site.db")" -lt 100000 ]
}

@test "a log over 1 MB is copied into the database, and used again from its start" {
    write 3
    sleep 2.5
    [ "$(stat -c %s "$data/site.db")" -gt 3000000 ]
    size=$(stat -c %s "$data/site.db-wal")
    write 1
    [ "$(stat -c %s "$data/site.db-wal")" -le "$size" ]
    [ "$(sqlite3 "$data/site.db" 'PRAGMA integrity_check')" = ok ]
}

@test "an old reader keeps it from copying all; it goes on when the reader has gone" {
    mkfifo "$BATS_TEST_TMPDIR/reader"
    sqlite3 "$data/site.db" <"$BATS_TEST_TMPDIR/reader" >/dev/null 3>&- &
    exec 9>"$BATS_TEST_TMPDIR/reader"
    echo 'BEGIN; SELECT count(*) FROM t;' >&9
    sleep 0.3
    write 2
    sleep 2
    [ "$(stat -c %s "$data/site.db")" -lt 100000 ]
    exec 9>&-
    sleep 2
    [ "$(stat -c %s "$data/site.db")" -gt 2000000 ]
    [ ! -s "$BATS_TEST_TMPDIR/log" ]
}

@test "SIGTERM ends it, and as the last one it leaves no log" {
    kill -TERM "$kept"
    wait "$kept"
    [ ! -e "$data/site.db-wal" ] && [ ! -e "$data/members.db-wal" ]
}

@test "SIGHUP ends it, and programs that only read go on without it" {
    local number
    kill -HUP "$kept"
    wait "$kept"
    [ ! -s "$data/site.db-wal" ] && [ -e "$data/site.db-wal" ] && [ -e "$data/site.db-shm" ]
}

@test "while it is started anew again and again no program fails, and none takes a log away" {
    local site=$BATS_TEST_TMPDIR/site askers=() number end
    "$checkout/.build/release/foobar" import "$checkout/Tests/fixtures/markdown" --data "$site" >/dev/null 2>&1
    # Readers, which enter their sandbox by the logs that are there then; and somebody who writes, and may close last.
    health() {
        env -i "FOOBAR_DATA=$site" REQUEST_METHOD=GET SCRIPT_NAME=/health PATH_INFO= QUERY_STRING= SERVER_NAME=localhost SERVER_PORT=80 \
            SERVER_PROTOCOL=HTTP/1.1 "$checkout/cgi-bin/health" 2>&1
    }
    end=$((SECONDS + 10))
    for number in 1 2 3; do
        while [ "$SECONDS" -lt "$end" ]; do health; done >"$BATS_TEST_TMPDIR/$number" 3>&- &
        askers+=($!)
    done
    while [ "$SECONDS" -lt "$end" ]; do
        FOOBAR_DATA=$site "$checkout/.build/tools/sql" site "UPDATE setting SET value = value WHERE name = 'title'" || touch "$BATS_TEST_TMPDIR/failed"
    done 3>&- &
    askers+=($!)
    while [ "$SECONDS" -lt "$end" ]; do
        "$keeper" "$site" 3>&- &
        number=$!
        sleep 0.06
        kill -HUP "$number"
        wait "$number"
    done
    wait "${askers[@]}"
    [ "$(cat "$BATS_TEST_TMPDIR"/[123] | grep -c 'Status: 200')" -gt 100 ]
    run ! grep -h -e '^Status: [^2]' -e SQLite "$BATS_TEST_TMPDIR"/[123]
    [ ! -e "$BATS_TEST_TMPDIR/failed" ]
}

@test "it ends with what started it" {
    bash -c '"$0" "$1" 3>&- & echo $!; sleep 0.5' "$keeper" "$data" >"$BATS_TEST_TMPDIR/pid"
    sleep 1.5
    # Without a process that reaps orphans, it stays as a zombie.
    ! grep -q '^State:[[:space:]][RSD]' "/proc/$(cat "$BATS_TEST_TMPDIR/pid")/status" 2>/dev/null || false
}

@test "no database is one line and exit code 1" {
    run "$keeper" "$BATS_TEST_TMPDIR/nowhere"
    [ "$status" -eq 1 ] && [ "${#lines[@]}" -eq 1 ]
    run "$keeper"
    [ "$status" -eq 64 ] && [ "${#lines[@]}" -eq 1 ]
}

@test "while another checkpoints, who holds checkpointer.lock, it leaves the logs alone; then it goes on" {
    exec 9>>"$data/checkpointer.lock"
    flock 9
    write 3
    sleep 2.5
    [ "$(stat -c %s "$data/site.db")" -lt 100000 ]
    exec 9>&-
    sleep 2
    [ "$(stat -c %s "$data/site.db")" -gt 3000000 ]
    [ ! -s "$BATS_TEST_TMPDIR/log" ]
}

# said NAME: within two seconds.
said() {
    local tries
    for tries in {1..40}; do
        if [ -e "$data/news/$1" ]; then return 0; fi
        sleep 0.05
    done
    echo "news/$1 is not there (try $tries)"
    return 1
}

@test "whoever wants to know is told of every write, and of nothing else" {
    local number
    [ ! -e "$data/news" ]
    mkdir "$data/news"
    sqlite3 "$data/site.db" 'PRAGMA wal_autocheckpoint=0; INSERT INTO t VALUES (1)' >/dev/null
    said mail
    said hooks
    # Until it is taken away it stays; and what is written at once after that is told of, too.
    for number in {1..20}; do
        rm "$data/news/mail"
        sqlite3 "$data/members.db" "PRAGMA wal_autocheckpoint=0; INSERT INTO t VALUES ($number); DELETE FROM t" >/dev/null
        said mail
    done
    sleep 0.5
    rm "$data/news/mail"
    sqlite3 "$data/members.db" 'BEGIN IMMEDIATE; UPDATE t SET a = 2 WHERE a = 0; COMMIT; SELECT * FROM t' >/dev/null
    sqlite3 "$data/tries.db" 'PRAGMA wal_autocheckpoint=0; INSERT INTO t VALUES (1)' >/dev/null
    sleep 0.5
    [ ! -e "$data/news/mail" ]
}
