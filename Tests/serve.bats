#!/usr/bin/env bats
# foobar serve: how it starts, what it refuses, and what it leaves behind.
load server

setup() {
    make_home
}

teardown() {
    stop_server
}

# Waits until nothing serves $data any more.
all_gone() {
    for _ in {1..60}; do
        if [ -z "$(processes)" ]; then return 0; fi
        sleep 0.1
    done
    ps -f -p "$(processes | paste -sd,)"
    return 1
}

@test "SIGTERM and Ctrl-C end everything it started, and remove its sockets" {
    for signal in TERM INT HUP; do
        start_server
        [ "$(status /posts)" = 200 ]
        kill -"$signal" "$server"
        wait "$server"
        server=
        all_gone
        [ ! -e "$data/run" ]
        [ "$(status /posts)" = 000 ]
        grep -q '^Ended\.$' "$log"
    done
    [ -e "$data/site.db" ] && [ -e "$data/members.db" ]
}

@test "a request under way is finished first" {
    program lasting <<<$'#!/bin/sh\nsleep 1\nprintf "Content-Type: text/plain\\n\\nwhole"'
    start_server
    get /lasting >"$BATS_TEST_TMPDIR/answer" 3>&- &
    reader=$!
    sleep 0.4
    kill -TERM "$server"
    wait "$reader"
    [ "$(cat "$BATS_TEST_TMPDIR/answer")" = whole ]
    wait "$server"
    server=
}

@test "a program that never ends does not keep it from ending" {
    program endless <<<$'#!/bin/sh\nexec sleep 1000.25'
    start_server
    get /endless >/dev/null 3>&- &
    sleep 0.4
    [ -n "$(pgrep -f 'sleep 1000\.25')" ]
    kill -TERM "$server"
    wait "$server"
    server=
    all_gone
    [ -z "$(pgrep -f 'sleep 1000\.25')" ]
}

@test "all ends where it is killed, and the next start clears up" {
    start_server
    kill -KILL "$server"
    wait "$server" || true
    all_gone
    [ -S "$data/run/quick.sock" ]
    start_server
    [ "$(status /posts)" = 200 ]
}

@test "what dies is started again" {
    start_server
    sleep 1.1
    children=$(pgrep -P "$server")
    workers=$(pgrep -P "$(tr '\n' ',' <<<"$children" | sed 's/,$//')")
    [ -n "$workers" ]
    for child in $children; do kill -KILL "$child"; done
    for _ in {1..50}; do
        if [ "$(status /posts)" = 200 ] && [ "$(grep -c 'is started again' "$log")" = "$(wc -w <<<"$children")" ]; then
            # What the dead have started is gone with them.
            for worker in $workers; do
                # A zombie is gone but for its parent's look.
                if [ "$(ps -o stat= -p "$worker" | cut -c1)" = S ]; then return 1; fi
            done
            return 0
        fi
        sleep 0.1
    done
    false
}

@test "a port in use is one sentence and exit code 1" {
    start_server
    run "$foobar" serve --no-build --port "$port" --data "$data-2"
    [ "$status" -eq 1 ]
    [ "$output" = "Error: Port $port is in use by another program; choose another with --port." ]
    [ ! -e "$data-2/run" ]
    [ "$(status /posts)" = 200 ]
}

@test "a data folder that is being served is one sentence and exit code 1" {
    start_server
    run "$foobar" serve --no-build --port "$(free_port)" --data "$data"
    [ "$status" -eq 1 ]
    [ "$output" = "Error: The data folder $data is being served already; end that server first, or choose another with --data." ]
    [ "$(status /posts)" = 200 ]
}

@test "a broken database is one sentence and exit code 1, and stays as it was" {
    mkdir -p "$data"
    head -c 8192 /dev/urandom >"$data/site.db"
    cp "$data/site.db" "$BATS_TEST_TMPDIR/before"
    run "$foobar" serve --no-build --port "$(free_port)" --data "$data"
    echo "$output"
    [ "$status" -eq 1 ]
    [ "${#lines[@]}" -eq 1 ]
    [[ $output == "Error: The databases in $data can't be used: "* ]]
    cmp "$data/site.db" "$BATS_TEST_TMPDIR/before"
    [ -z "$(processes)" ]
}

@test "a folder that can't be made, a missing tool, a missing fallback: one sentence each" {
    touch "$BATS_TEST_TMPDIR/file"
    run "$foobar" serve --no-build --port "$(free_port)" --data "$BATS_TEST_TMPDIR/file/data"
    [ "$status" -eq 1 ] && [ "${#lines[@]}" -eq 1 ]
    [[ $output == "Error: The data folder "*" can't be used: "* ]]

    rm "$home/cgi-bin/fallback"
    run "$foobar" serve --no-build --port "$(free_port)" --data "$data"
    [ "$status" -eq 1 ] && [ "${#lines[@]}" -eq 1 ]
    [[ $output == *"no program 'fallback'"* ]]
}

@test "a data folder deeper than a socket's path may be" {
    data=$BATS_TEST_TMPDIR/$(printf 'a folder with spaces and "quotes" %.0s' {1..5})
    start_server
    get /posts | variables FOOBAR_DATA "$data"
}

@test "two sites side by side" {
    start_server
    first_server=$server first_url=$url
    data=$data-2
    start_server
    get /posts | variables FOOBAR_DATA "$data"
    url=$first_url
    get /posts | variables FOOBAR_DATA "${data%-2}"
    kill -INT "$first_server"
    wait "$first_server"
}

@test "only its owner may connect to the pools" {
    start_server
    [ "$(stat -c %a "$data/run/quick.sock")" = 600 ]
    [ "$(stat -c %a "$data")" = 700 ]
}

@test "many sites on the same files start at once, whose compressed copies are old" {
    mkdir "$BATS_TEST_TMPDIR/files"
    cp -Rp "$checkout/htdocs/." "$BATS_TEST_TMPDIR/files/"
    rm "$home/htdocs"
    mv "$BATS_TEST_TMPDIR/files" "$home/htdocs"
    find "$home/htdocs" -name '*.gz' -exec touch -d '2001-01-01' {} +
    local number pids=()
    for number in {1..6}; do
        "$foobar" serve --no-build --port "$(free_port)" --data "$data.$number" >"$BATS_TEST_TMPDIR/said.$number" 2>&1 3>&- &
        pids+=($!)
    done
    for _ in {1..200}; do
        if [ "$(cat "$BATS_TEST_TMPDIR"/said.* | grep -c 'The site is at')" = 6 ]; then break; fi
        sleep 0.1
    done
    kill -INT "${pids[@]}"
    wait "${pids[@]}"
    cat "$BATS_TEST_TMPDIR"/said.*
    [ "$(cat "$BATS_TEST_TMPDIR"/said.* | grep -c 'The site is at')" = 6 ]
    gunzip <"$home/htdocs/style.css.gz" | cmp - "$home/htdocs/style.css"
    [ -z "$(find "$home/htdocs" -name '.*.gz.*')" ]
}
