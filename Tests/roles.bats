#!/usr/bin/env bats
# Every act by every role, over HTTP.
load server

teardown() {
    stop_server
}

@test "what a role may not do is refused, and what it may is done" {
    export FOOBAR_HOME=$checkout
    data=$BATS_TEST_TMPDIR/data
    start_server
    python3 "$BATS_TEST_DIRNAME/roles.py" "$checkout" "$url" "$data"
}
