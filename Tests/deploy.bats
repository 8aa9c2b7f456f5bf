#!/usr/bin/env bats
# foobar deploy, rollback, releases: on a server of namespaces, with releases that are made for it.
load deployment

setup() {
    [ "$(id -u)" -eq 0 ] || skip "namespaces with other users need root"
}

teardown() {
    end_server
}

first=20260101-000001
second=20260102-000000

# The server with one release that was deployed.
start_with_one() {
    make_server
    make_release "$first" 1
    deploy "$first"
    sql /srv/foobar/var/site.db "INSERT INTO setting VALUES ('kept', 'yes')"
}

# nothing_left: no rest of a deployment, the first release answers, and the databases are sound.
nothing_left() {
    [ "$(answering)" = "${1:-$first}" ]
    [ "$(on_server readlink /srv/foobar/current)" = "releases/${1:-$first}" ]
    on_server sh -c 'ls -A /srv/foobar/releases /srv/foobar /etc/foobar /tmp' >"$folder/listing"
    cat "$folder/listing"
    ! grep -E '\.partial|\.trial|\.next|\.back|nginx\.n|foobar-' "$folder/listing"
    [ "$(sql /srv/foobar/var/site.db 'PRAGMA integrity_check')" = ok ]
    [ "$(sql /srv/foobar/var/site.db "SELECT value FROM setting WHERE name = 'kept'")" = yes ]
    [ -z "$(sql /srv/foobar/var/site.db "SELECT name FROM sqlite_schema WHERE name = 'half'")" ]
}

# refused WORDS: the command before failed with one line that has these, and says that the first release serves.
refused() {
    echo "$output"
    [ "$status" -ne 0 ]
    grep -qF "$1" <<<"${lines[-1]}"
    grep -qF "The release $first goes on serving." <<<"${lines[-1]}"
    [ "$(grep -c '^Error' <<<"$output")" = 1 ]
}

@test "a release is copied, tried, migrated to and switched to; the next one, too, and what waits runs before it" {
    start_with_one
    [ "$(answering)" = "$first" ]
    get / -H 'Cookie: written=1' | grep -q "$first"
    make_release "$second" 3
    run deploy "$second"
    echo "$output"
    [ "$status" -eq 0 ]
    grep -q 'site.db from 2 to 4' <<<"$output"
    [ "$(answering)" = "$second" ]
    for step in copy start backup migrate nginx switch health; do grep -qE "^$step +[0-9.]+ s  " <<<"$output"; done
    [ "$(sql /srv/foobar/var/site.db 'PRAGMA user_version')" = $((1 << 16 | 4)) ]
    nothing_left "$second"
    # What was there before the migration.
    [ "$(on_server sqlite3 "/srv/foobar/backups/before-$second/site.db" 'PRAGMA user_version')" = $((1 << 16 | 2)) ]
    [ "$(on_server ls /srv/foobar/backups | wc -l)" = 1 ]
    # What did not change is there once.
    [ "$(on_server stat -c %i "/srv/foobar/releases/$first/cgi-bin/posts")" = "$(on_server stat -c %i "/srv/foobar/releases/$second/cgi-bin/posts")" ]
}

@test "what does not start, migrate, answer or please nginx is never seen: the old release serves" {
    start_with_one

    make_release "$second" 2
    printf '#!/bin/sh\nexit 1\n' >"$releases/$second/cgi-bin/posts"
    run deploy "$second"
    refused "The step 'start' failed: cgi-bin/posts ended with status 1"
    nothing_left

    cp /bin/false "$releases/$second/cgi-bin/posts"
    run deploy "$second"
    refused "The step 'start' failed: cgi-bin/posts does not start"
    nothing_left

    rm -r "${releases:?}/$second"
    make_release "$second" 2 broken
    run deploy "$second"
    refused "The step 'migrate' failed:"
    nothing_left

    rm -r "${releases:?}/$second"
    make_release "$second"
    echo 'nonsense on;' >>"$releases/$second/nginx/site.conf"
    run deploy "$second"
    refused "The step 'nginx' failed: nginx refuses this configuration"
    nothing_left

    # Only behind nginx.
    rm -r "${releases:?}/$second"
    make_release "$second"
    sed -i '2a [ "$REMOTE_PORT" = 0 ] || { printf "Status: 500\\r\\nContent-Type: text/html\\r\\n\\r\\nNo.\\n"; exit; }' "$releases/$second/cgi-bin/home"
    echo '# other' >>"$releases/$second/nginx/me.conf"
    run deploy "$second"
    refused "The step 'health' failed: / is answered 500"
    nothing_left
    get / -H 'Cookie: written=1' | grep -q "$first"
    ! on_server grep -q '# other' /etc/foobar/nginx/me.conf
}

@test "where the build fails nothing is sent" {
    start_with_one
    mkdir -p "$folder/checkout/Sources" "$folder/bin"
    touch "$folder/checkout/Package.swift"
    printf '#!/bin/sh\necho "error: not Swift" >&2\nexit 1\n' >"$folder/bin/swift"
    chmod +x "$folder/bin/swift"
    PATH=$folder/bin:$PATH FOOBAR_HOME=$folder/checkout run on_server /mnt/foobar deploy
    echo "$output"
    [ "$status" -ne 0 ]
    [[ ${lines[-1]} == *"The step 'build' failed"* ]]
    nothing_left
}

@test "a disk that is full, at whatever step" {
    room=24m
    start_with_one
    make_release "$second" 2
    head -c 1000000 /dev/urandom >"$releases/$second/htdocs/picture.jpg"
    on_server sh -c 'cat /dev/zero >/srv/fill 2>/dev/null; true'
    for free in 0 16 64 200 700 1200 1500 1800; do
        on_server truncate -s "$(($(on_server stat -c %s /srv/fill) - free * 1024))" /srv/fill
        run deploy "$second"
        echo "$free KB: $output"
        if [ "$status" -eq 0 ]; then break; fi
        refused "The step '"
        nothing_left
        on_server sh -c 'cat /dev/zero >>/srv/fill 2>/dev/null; true'
    done
    [ "$free" -gt 16 ]
    on_server rm /srv/fill
    [ "$status" -eq 0 ] || deploy "$second"
    nothing_left "$second"
}

@test "killed at any moment: a whole release answers, and the next deployment clears away" {
    start_with_one
    local number name pid before=$first
    for number in {1..8}; do
        name=202601$((10 + number))-000000
        make_release "$name" "$number"
        echo "# $number" >>"$releases/$name/nginx/me.conf"
        setsid nsenter --target "$server" --mount --net --pid --wdns=/ -- "$releases/$name/bin/foobar" deploy >/dev/null 2>&1 3>&- &
        pid=$!
        sleep "$(awk -v seed="$RANDOM" 'BEGIN { srand(seed); print rand() * 1.6 }')"
        kill -KILL -- "-$pid" 2>/dev/null || true
        wait "$pid" 2>/dev/null || true
        now=$(answering)
        echo "$name: $now answers"
        [ "$now" = "$before" ] || [ "$now" = "$name" ]
        before=$now
    done
    make_release 20260201-000000 9
    deploy 20260201-000000
    nothing_left 20260201-000000
}

@test "one at a time; Ctrl-C leaves the old release and nothing else" {
    start_with_one
    make_release "$second"
    on_server flock /srv/foobar/releases sleep 3 3>&- &
    local pid=$!
    sleep 0.5
    run deploy "$second"
    [ "$status" -ne 0 ]
    [ "$output" = "Error: Another deployment is under way; wait for its end." ]
    wait "$pid"
    printf '#!/bin/sh\nsleep 2\nexec cat /dev/null\n' >"$releases/$second/cgi-bin/posts"
    setsid nsenter --target "$server" --mount --net --pid --wdns=/ -- "$releases/$second/bin/foobar" deploy >"$folder/said" 2>&1 3>&- &
    pid=$!
    sleep 1.5
    kill -INT -- "-$pid"
    wait "$pid" || true
    cat "$folder/said"
    grep -q "The release $first goes on serving." "$folder/said"
    nothing_left
}

@test "rollback is one rename, and takes less than a second; then on to any that was kept" {
    start_with_one
    for number in 2 3 4 5 6; do
        make_release "2026010$number-000000"
        deploy "2026010$number-000000"
    done
    # The last five.
    [ "$(on_server ls /srv/foobar/releases | tr '\n' ' ')" = "20260102-000000 20260103-000000 20260104-000000 20260105-000000 20260106-000000 " ]
    local begun=${EPOCHREALTIME/./}
    on_server /srv/foobar/current/bin/foobar rollback
    echo "$((${EPOCHREALTIME/./} - begun)) µs"
    [ "$((${EPOCHREALTIME/./} - begun))" -lt 1000000 ]
    [ "$(answering)" = 20260105-000000 ]
    on_server /srv/foobar/current/bin/foobar rollback
    [ "$(answering)" = 20260104-000000 ]
    on_server /srv/foobar/current/bin/foobar rollback 20260106-000000
    [ "$(answering)" = 20260106-000000 ]
    run on_server /srv/foobar/current/bin/foobar rollback 20260106-000000
    [ "$output" = "Error: The release 20260106-000000 is the one that answers." ]
    run on_server /srv/foobar/current/bin/foobar rollback "$first"
    [[ $output == "Error: There is no release $first."* ]]
    run on_server /srv/foobar/current/bin/foobar releases
    echo "$output"
    [ "${lines[0]}" = "* 20260106-000000  answers" ]
    [ "${lines[1]}" = "  20260105-000000  answered before" ]
    [ "${lines[2]}" = "  20260104-000000  can answer" ]
}

@test "there is no way back behind a migration that took away what old programs use, and it says so" {
    start_with_one
    make_release "$second" 2 3
    run deploy "$second"
    echo "$output"
    [ "$status" -eq 0 ]
    grep -q 'foobar deploy --finish' <<<"$output"
    [ "$(sql /srv/foobar/var/site.db 'PRAGMA user_version')" = $((1 << 16 | 2)) ]
    # Until it has run there is.
    on_server /srv/foobar/current/bin/foobar rollback
    [ "$(answering)" = "$first" ]
    on_server /srv/foobar/current/bin/foobar rollback "$second"
    run on_server /srv/foobar/current/bin/foobar deploy --finish
    echo "$output"
    [ "$status" -eq 0 ]
    grep -q "no way back to .*$first" <<<"$output"
    run on_server /srv/foobar/current/bin/foobar rollback
    echo "$output"
    [ "$status" -ne 0 ]
    [[ $output == "Error: The release $first can't answer any more: site.db needs programs of version 3 or newer, and its are of version 2"* ]]
    [ "$(answering)" = "$second" ]
    run on_server /srv/foobar/current/bin/foobar releases
    grep -q "  $first  no way back: site.db needs programs of version 3" <<<"$output"
}

@test "a release that is too far ahead is refused, with the one that answers untouched" {
    start_with_one
    # Its step 2 takes away what programs of version 2 use, and its programs need step 3.
    make_release "$second" 3 3
    run deploy "$second"
    refused "Deploy a release between the two first."
    nothing_left
}

@test "a page's files are as they were in its release, as long as that is kept" {
    start_with_one
    old=$(get / | grep -o '/style.css?v=[0-9a-z]*')
    make_release "$second"
    deploy "$second"
    new=$(get / | grep -o '/style.css?v=[0-9a-z]*')
    [ "$old" != "$new" ]
    get "$old" | cmp - "$releases/$first/htdocs/style.css"
    get "$new" | cmp - "$releases/$second/htdocs/style.css"
    get "$old" --compressed | cmp - "$releases/$first/htdocs/style.css"
    get "$old" --head -H 'Accept-Encoding: gzip' | grep -i '^content-encoding: gzip'
    get "$old" --head | tr -d '\r' | grep -ix 'cache-control: public, max-age=31536000, immutable'
    # Whatever else is asked for is the file that is there, or no file.
    get /style.css | cmp - "$releases/$second/htdocs/style.css"
    get '/style.css?v=zzzzzzz' | cmp - "$releases/$second/htdocs/style.css"
    [ "$(get '/?v=zzzzzzz' -o /dev/null -w '%{http_code}')" = 200 ]
    [ "$(get "/posts/hello?${old#*\?}" -o /dev/null -w '%{http_code}')" = 200 ]
    [ "$(get "/none.css?${old#*\?}" -o /dev/null -w '%{http_code}')" = 404 ]
    [ "$(get "$old" -X POST -d x=y -o /dev/null -w '%{http_code}')" = 405 ]
    ! on_server grep -q 'No such file' /srv/foobar/var/log/error.log
    for number in 3 4 5 6; do
        make_release "2026010$number-000000"
        deploy "2026010$number-000000"
    done
    get "$old" | cmp - "$releases/20260106-000000/htdocs/style.css"
    get "$new" | cmp - "$releases/$second/htdocs/style.css"
}

@test "by ssh it is the same, and of what is there nothing is sent again" {
    mkdir "$folder/bin"
    cat >"$folder/bin/ssh" <<'SH'
#!/bin/bash
while [[ $1 == -* ]]; do
    case $1 in -O) exit ;; -o | -p | -l) shift 2 ;; *) shift ;; esac
done
echo "$@" >>/run/ssh.log
shift
exec sh -c "$*"
SH
    chmod +x "$folder/bin/ssh"
    start_with_one
    make_release "$second"
    PATH=$folder/bin:$PATH run on_server "$releases/$second/bin/foobar" deploy --to ssh://ann@example.org:2222
    echo "$output"
    [ "$status" -eq 0 ]
    [ "$(answering)" = "$second" ]
    on_server grep -q 'example.org ' /run/ssh.log
    PATH=$folder/bin:$PATH run on_server "$releases/$second/bin/foobar" releases --to ssh://example.org
    [ "${lines[0]}" = "* $second  answers" ]
    PATH=$folder/bin:$PATH run on_server "$releases/$second/bin/foobar" rollback --to ssh://example.org
    [ "$status" -eq 0 ]
    [ "$(answering)" = "$first" ]
    # Where the connection ends, so does the deployment.
    make_release 20260103-000000
    run on_server sh -c "cp -a $releases/20260103-000000 /srv/foobar/releases/.20260103-000000.partial &&
        /srv/foobar/releases/.20260103-000000.partial/bin/foobar activate --connected </dev/null"
    refused "It was interrupted"
    nothing_left
    for wrong in http://example.org ssh:// ssh://-oProxyCommand=x 'ssh://a b' ssh://host:99999; do
        run on_server "$releases/$second/bin/foobar" deploy --to "$wrong"
        [ "$status" -eq 64 ]
    done
}
