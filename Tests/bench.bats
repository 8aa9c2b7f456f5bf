#!/usr/bin/env bats
# foobar bench: that it measures what it says, and leaves nothing behind. How fast the site is, it says itself.

checkout=$(cd "$BATS_TEST_DIRNAME/.." && pwd)

@test "the bench measures every page, judges every goal, and leaves nothing behind" {
    export FOOBAR_HOME=$checkout TMPDIR=$BATS_TEST_TMPDIR/temporary
    mkdir "$TMPDIR"
    "$checkout/.build/release/foobar" bench --json --rounds 1 --seconds 1 --chart "$BATS_TEST_TMPDIR/chart.svg" \
        >"$BATS_TEST_TMPDIR/bench.json"
    python3 - "$BATS_TEST_TMPDIR/bench.json" "$BATS_TEST_TMPDIR/chart.svg" <<'PYTHON'
import json, sys
import xml.etree.ElementTree
report = json.load(open(sys.argv[1]))
rows = {row["key"]: row for row in report["rows"]}
assert set(rows) == {"file", "precompressed", "cached", "cached-signed-in", "c", "post", "home", "not-found", "search", "feed",
                     "comment", "sign-in"}, rows.keys()
for row in rows.values():
    assert row["requests_per_second"] > 0 and 0 < row["p50"] <= row["p99"], row
    if "limit" in row:
        limit = rows[row["limit"]]["requests_per_second"]
        assert abs(row["ratio"] - row["requests_per_second"] / limit) < 1e-6, row
assert rows["sign-in"]["requests_per_second"] < rows["c"]["requests_per_second"]
assert 0 < report["alone"] and 0 < report["together"]
assert 1e6 < report["idle_memory"] < report["busy_memory"], report
programs = {program["name"]: program for program in report["programs"]}
assert {"line", "home", "posts", "search", "feed", "fallback"} <= set(programs)
assert all(programs["line"][cost] < programs["posts"][cost] for cost in ("bytes", "page_faults", "instructions"))
assert report["largest_program"] >= max(program["bytes"] for program in programs.values())
assert len(report["goals"]) == 10
for goal in report["goals"]:
    is_reached = goal["value"] >= goal["goal"] if goal["is_least"] else goal["value"] <= goal["goal"]
    assert goal["is_reached"] == is_reached, goal
names = {text.text for text in xml.etree.ElementTree.parse(sys.argv[2]).iter("{http://www.w3.org/2000/svg}text")}
assert {goal["name"] for goal in report["goals"]} <= names
PYTHON
    [ -z "$(ls -A "$TMPDIR")" ]
    [ -z "$(pgrep -f -- "$TMPDIR")" ]
}

@test "Ctrl-C ends the bench and all that it has started" {
    export FOOBAR_HOME=$checkout TMPDIR=$BATS_TEST_TMPDIR/temporary
    mkdir "$TMPDIR"
    "$checkout/.build/release/foobar" bench >"$BATS_TEST_TMPDIR/said" 2>&1 3>&- &
    bench=$!
    for _ in {1..300}; do
        if pgrep -f -- "wrk.*$TMPDIR" >/dev/null; then break; fi
        sleep 0.1
    done
    kill -INT "$bench"
    status=0
    wait "$bench" || status=$?
    cat "$BATS_TEST_TMPDIR/said"
    [ "$status" -eq 1 ]
    grep -q 'Ended before the measuring was done' "$BATS_TEST_TMPDIR/said"
    [ -z "$(ls -A "$TMPDIR")" ]
    [ -z "$(pgrep -f -- "$TMPDIR")" ]
}
