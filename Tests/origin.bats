#!/usr/bin/env bats
# Requests that another site's page sends, with all that the browser adds to them.
load server

teardown() {
    stop_server
}

@test "what another site's page sends changes nothing, nor does looking" {
    export FOOBAR_HOME=$checkout
    data=$BATS_TEST_TMPDIR/data
    start_server
    python3 "$BATS_TEST_DIRNAME/origin.py" "$checkout" "$url" "$data"
}
