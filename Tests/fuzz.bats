#!/usr/bin/env bats
# Coverage-guided fuzzing, for as long as a test may take: each target's seeds, and what comes of them in two seconds.
# `./foobar fuzz` is the long run.

setup_file() {
    targets=$("$BATS_TEST_DIRNAME/fuzz/run" --list)
    export targets
}

@test "no parser breaks, whatever it reads" {
    run "$BATS_TEST_DIRNAME/fuzz/run" --seconds 2
    echo "$output"
    [ "$status" -eq 0 ]
    for target in $targets; do
        grep -q "^$target: [1-9][0-9]* inputs in 2 seconds, nothing found\.$" <<<"$output"
    done
}

@test "every target has seeds" {
    for target in $targets; do
        [ -n "$(ls -A "$BATS_TEST_DIRNAME/fuzz/seeds/$target")" ] || {
            echo "$target has none"
            false
        }
    done
}
