#!/usr/bin/env bats
# foobar status, /status and /metrics: what is counted in the log, whatever becomes of the log, and who may see it.
bats_require_minimum_version 1.5.0
load server
load cgi

setup() {
    make_home
    make_site
    export FOOBAR_HOME=$checkout
    mkdir -p "$data/log"
}

teardown() {
    stop_server
}

# fetch PATH [CURL OPTION...]: from the running site.
fetch() {
    curl --silent --show-error --max-time 20 "${@:2}" "$url$1"
}

# requests COUNT MINUTES-AGO STATUS MILLISECONDS ROUTE [CACHE]: lines of access.log.
requests() {
    python3 - "$@" <<'PYTHON'
import os, sys, time
count, ago, status, milliseconds, route, cache = (sys.argv[1:] + [""])[:6]
moment = time.strftime("%Y-%m-%dT%H:%M:%S+00:00", time.gmtime(time.time() - 60 * float(ago)))
for _ in range(int(count)):
    print('{"time":"%s","id":"%s","method":"GET","path":"/a\\"}{b","query":"status=1","status":%s,"bytes":100,"seconds":%.3f,'
          '"upstream_seconds":"","route":"%s","remote":"192.0.2.1","cache":"%s","connection":1}'
          % (moment, os.urandom(16).hex(), status, int(milliseconds) / 1000, route, cache))
PYTHON
}

# figure SINCE ROUTE NAME: a number of `foobar status --json`; the whole where ROUTE is `all`.
figure() {
    "$foobar" status --json --data "$data" | python3 -c '
import json, sys
since, route, name = sys.argv[1:]
window = next(each for each in json.load(sys.stdin)["windows"] if each["since"] == since)
print(window["whole"].get(name, 0) if route == "all" else next((each for each in window["routes"] if each["route"] == route), {}).get(name, 0))' "$@"
}

update() {
    "$foobar" status --update --data "$data"
}

@test "status counts requests, errors, times and cache by program" {
    {
        requests 98 5 200 4 posts HIT
        requests 1 5 404 30 posts MISS
        requests 1 5 502 900 posts
        requests 10 90 200 200 login
        requests 7 1500 200 1 feed BYPASS
        requests 3 5 200 0 ''
        requests 5 20160 200 1 feed
        echo '{"half a li'
        echo 'no line of ours'
    } >"$data/log/access.log"
    [ "$(figure 1h all requests)" -eq 103 ]
    [ "$(figure 24h all requests)" -eq 113 ]
    [ "$(figure 7d all requests)" -eq 120 ]
    [ "$(figure 24h posts errors)" -eq 1 ]
    [ "$(figure 24h posts refused)" -eq 1 ]
    [ "$(figure 24h posts hits)/$(figure 24h posts asked)" = 98/99 ]
    [ "$(figure 24h posts p50_ms)" -eq 4 ]
    # The 99th of a hundred took 30 ms; above 15 ms they are counted to an eighth.
    local p99
    p99=$(figure 24h posts p99_ms)
    [ "$p99" -ge 30 ] && [ "$p99" -le 33 ]
    [ "$(figure 24h posts slowest_ms)" -eq 900 ]
    [ "$(figure 7d feed asked)" -eq 0 ]
    [ "$(figure 24h '' requests)" -eq 3 ]
    run -0 "$foobar" status --data "$data"
    [[ ${lines[0]} == 'The last 24 hours: 113 requests, 1 error, '* ]]
    grep -qE '^posts +100 +1 +1 +4 ms +[0-9]+ ms +900 ms +98 % +10 kB$' <<<"$output"
    run -0 "$foobar" status --data "$data" --since 7d
    [[ ${lines[0]} == 'The last 7 days: 120 requests'* ]]
    run -64 "$foobar" status --data "$data" --since 3y
}

@test "each request counts once, while the log grows, is renamed, packed, and removed" {
    local log=$data/log/access.log
    requests 10 3 200 1 posts >"$log"
    update
    [ "$(figure 1h all requests)" -eq 10 ]
    update
    # What is not a whole line yet is counted once it is.
    requests 1 2 200 1 posts | head -c 100 >"$BATS_TEST_TMPDIR/half"
    requests 5 2 200 1 posts >>"$log"
    cat "$BATS_TEST_TMPDIR/half" >>"$log"
    update
    [ "$(figure 1h all requests)" -eq 15 ]
    requests 1 2 200 1 posts | tail -c +101 >>"$log"
    # nginx goes on writing into the file that was renamed, until it is told.
    mv "$log" "$log.1"
    requests 4 2 200 1 posts >>"$log.1"
    requests 3 1 200 1 posts >"$log"
    [ "$(figure 1h all requests)" -eq 23 ]
    update
    gzip -k "$log.1"
    mv "$log.1.gz" "$log.2.gz"
    [ "$(figure 1h all requests)" -eq 23 ]
    update
    rm "$log.1"
    mv "$log" "$log.1"
    : >"$log"
    [ "$(figure 1h all requests)" -eq 23 ]
    update
    rm "$log.2.gz"
    requests 2 0 200 1 posts >"$log"
    update
    [ "$(figure 1h all requests)" -eq 25 ]
    # A file that was there before anything was counted counts too.
    requests 6 30 200 1 posts | gzip >"$log.9.gz"
    [ "$(figure 1h all requests)" -eq 31 ]
}

@test "a count that is killed counts nothing twice; two at once neither" {
    requests 20000 3 200 1 posts >"$data/log/access.log"
    local try pid
    for try in 1 2 3 4 5 6 7 8; do
        "$foobar" status --update --data "$data" 3>&- &
        pid=$!
        sleep "0.0$try"
        kill -KILL "$pid" 2>/dev/null || true
        wait "$pid" 2>/dev/null || true
        requests 10 2 200 1 posts >>"$data/log/access.log"
    done
    update & update & wait
    [ "$(figure 1h all requests)" -eq 20080 ]
    python3 -m json.tool "$data/status/status.json" >/dev/null
}

@test "a large log takes seconds once, and little memory" {
    requests 250000 3 200 7 posts HIT >"$data/log/access.log"
    local before after kilobytes
    before=$(date +%s%N)
    kilobytes=$(python3 - "$foobar" "$data" <<'PYTHON'
import resource, subprocess, sys
subprocess.run([sys.argv[1], "--help"], check=True, stdout=subprocess.DEVNULL)
bare = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
subprocess.run([sys.argv[1], "status", "--update", "--data", sys.argv[2]], check=True)
print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss - bare)
PYTHON
)
    after=$(date +%s%N)
    echo "$(((after - before) / 1000000)) ms, $kilobytes kB more than to say --help"
    [ "$kilobytes" -lt 10240 ]
    [ "$(figure 1h posts requests)" -eq 250000 ]
}

@test "the page is the owner's alone, and has the figures, charts and their numbers" {
    member olga owner
    member mia moderator
    get /status
    assert_status 303
    assert_header Location '*/login?next=%2Fstatus'
    as mia get /status
    assert_status 403
    as olga get /status
    assert_status 200
    assert_body 'Nothing was counted yet'
    { requests 1234 3 200 4 posts HIT; requests 2 200 500 2000 search; } >"$data/log/access.log"
    update
    as olga get /status
    assert_status 200
    assert_header Cache-Control no-store
    assert_html 'dl.figures dd' "1$(printf '\u202f')236"
    assert_html 'figure.chart svg[role=img] title' 'Requests by the hour'
    # An hour with none beside it is a line as wide as an hour; a point nobody would see.
    assert_html 'path.line[d*=H]'
    assert_html 'th[scope=row]' search
    refute_html '[style]'
    refute_html script
    refute_html '[role=status]'
    as olga get '/status?since=1h'
    assert_html 'nav.spans a[aria-current=page]' 'The last hour'
    assert_html 'dl.figures dd' "1$(printf '\u202f')234"
    refute_html 'th[scope=row]' search
    as olga get '/status?since=1h%22%3E'
    assert_html 'nav.spans a[aria-current=page]' '24 hours'
    # It says so where nobody counts any more.
    sed -i 's/"at":[0-9]*/"at":1700000000/' "$data/status/status.json"
    as olga get /status
    assert_html '[role=status].error'
    echo '{' >"$data/status/status.json"
    as olga get /status
    assert_status 200
    assert_body 'Nothing was counted yet'
}

@test "backups, their faults and their check are told" {
    requests 1 3 200 4 posts >"$data/log/access.log"
    local day
    day=$(date -u -d '3 days ago' +%Y-%m-%dT%H:%M:%SZ)
    printf '{"at":"%s","sound":false,"problem":"no <room>","size":12000000,"lastSound":"%s","notes":[]}' \
        "$(date -u +%Y-%m-%dT%H:%M:%SZ)" "$day" >"$data/backup.json"
    printf '{"at":"%s","sound":true,"notes":[]}' "$day" >"$data/restore-check.json"
    run -0 "$foobar" status --data "$data"
    grep -qxF 'Backup         3 days ago, 12.0 MB' <<<"$output"
    grep -qxF '               the last try failed: no <room>' <<<"$output"
    grep -qxF 'Restore check  3 days ago: sound' <<<"$output"
    update
    member olga owner
    as olga get /status
    assert_body 'no &lt;room&gt;'
    grep -q '^foobar_backup_failed 1$' "$data/status/metrics"
}

@test "/metrics has what Prometheus takes, of a running site, and is nobody else's" {
    start_server
    for _ in 1 2 3; do fetch /posts/hello >/dev/null; done
    status /nowhere >/dev/null
    for _ in {1..50}; do [ "$(grep -c '' "$data/log/access.log")" -ge 4 ] && break; sleep 0.05; done
    FOOBAR_ADDRESS=$url update
    fetch /metrics >"$BATS_TEST_TMPDIR/metrics"
    cat "$BATS_TEST_TMPDIR/metrics"
    [[ $(fetch /metrics --head) == *'Content-Type: text/plain; version=0.0.4'* ]]
    "$python" "$checkout/Tests/metrics.py" "$BATS_TEST_TMPDIR/metrics" \
        'foobar_http_requests_total{code="2xx",route="posts"}' 3 \
        'foobar_http_request_duration_seconds_count{route="posts"}' 3 \
        'foobar_nginx_connections{state="writing"}' 1
    # Scrapes are not requests of the site.
    [ "$(grep -c metrics "$data/log/access.log")" -eq 0 ]
    # nginx's workers of a server are another user than the one who counts.
    [ "$(stat -c %a "$data/status" "$data/status/metrics" | paste -sd ' ')" = '755 644' ]
    # From elsewhere: an nginx with the same rules, on an address that is not loopback's.
    local address
    address=$(hostname -I | awk '{ print $1 }')
    [ -n "$address" ] || skip "there is no other address here"
    port=$(free_port)
    sed "s|@DATA@|$data|; s|include headers.conf;||" "$checkout/nginx/metrics.conf" >"$BATS_TEST_TMPDIR/metrics.conf"
    printf 'pid %s/pid;\nerror_log stderr;\nevents {}\nhttp { access_log off; server { listen %s:%s; include %s; } }\n' \
        "$BATS_TEST_TMPDIR" "$address" "$port" "$BATS_TEST_TMPDIR/metrics.conf" >"$BATS_TEST_TMPDIR/nginx.conf"
    nginx -e stderr -p "$BATS_TEST_TMPDIR" -c "$BATS_TEST_TMPDIR/nginx.conf" 3>&-
    [ "$(url=http://$address:$port status /metrics)" = 403 ]
    [ "$(url=http://$address:$port status /metrics/connections)" = 403 ]
    kill "$(cat "$BATS_TEST_TMPDIR/pid")"
}

@test "serve counts by itself" {
    start_server
    fetch /posts/hello >/dev/null
    for _ in {1..700}; do grep -qs '"route":"posts"' "$data/status/status.json" && break; sleep 0.1; done
    grep -q '"route":"posts"' "$data/status/status.json"
    grep -q '"connections"' "$data/status/status.json"
}

@test "--report has goaccess read all of the log" {
    command -v goaccess >/dev/null || skip "goaccess is not installed"
    requests 5 3 200 4 posts | gzip >"$data/log/access.log.2.gz"
    requests 6 2 200 4 posts >"$data/log/access.log"
    run -0 "$foobar" status --report "$BATS_TEST_TMPDIR/report.html" --data "$data"
    grep -qE '"valid_requests": ?11\b' "$BATS_TEST_TMPDIR/report.html"
    ! grep -q 'status=1' "$BATS_TEST_TMPDIR/report.html" || false
    run -1 "$foobar" status --report "$BATS_TEST_TMPDIR/report.pdf" --data "$data"
    PATH=/nowhere run -1 "$foobar" status --report "$BATS_TEST_TMPDIR/x.html" --data "$BATS_TEST_TMPDIR/none"
}

@test "status says what it lacks" {
    rm -r "$data/log"
    run -1 "$foobar" status --data "$data"
    [[ $output == *'access.log yet'* ]]
    mkdir "$data/log"
    run -0 "$foobar" status --data "$data"
    [[ ${lines[0]} == 'No requests in the last 24 hours.' ]]
    # What somebody else's program put there is not followed.
    ln -s "$BATS_TEST_TMPDIR" "$data/status"
    run -1 "$foobar" status --update --data "$data"
    [[ $output == *"can't be written"* ]]
    [ ! -e "$BATS_TEST_TMPDIR/traffic" ]
}
