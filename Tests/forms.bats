#!/usr/bin/env bats
# Every form, each of its fields wrong in every way.
load server

teardown() {
    stop_server
}

@test "a field that is wrong gets a clear answer, keeps what was typed, and leaves nothing behind" {
    export FOOBAR_HOME=$checkout
    data=$BATS_TEST_TMPDIR/data
    start_server
    python3 "$BATS_TEST_DIRNAME/forms.py" "$checkout" "$url" "$data"
}
