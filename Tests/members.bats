#!/usr/bin/env bats
# Many members at once: ten here; for all fifty, and 500 writes: MEMBERS=50 WRITES=500 bats Tests/members.bats
load server

teardown() {
    stop_server
}

@test "many members at once, then programs that are killed: no error, and no write that was acknowledged is lost" {
    export FOOBAR_HOME=$checkout
    data=$BATS_TEST_TMPDIR/data
    start_server
    python3 "$BATS_TEST_DIRNAME/members.py" "$checkout" "$url" "$data" "$server"
}
