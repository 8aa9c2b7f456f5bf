#!/usr/bin/env bats
# Many processes on one database at once; `Tests/scale` does the same for a minute.

@test "two writers and eight readers for ten seconds: nobody is told to wait, and nothing is lost" {
    checkout=$(cd "$BATS_TEST_DIRNAME/.." && pwd)
    mkdir "$BATS_TEST_TMPDIR/data"
    "$checkout/.build/release/generate" "$BATS_TEST_TMPDIR/data" 200 400
    "$checkout/Tests/contention" "$BATS_TEST_TMPDIR/data" 10 3>&-
}
