#!/usr/bin/env bats
# What a request may cost, in instructions from start to exit, and what the programs are made of.

bats_require_minimum_version 1.5.0
checkout=$(cd "$BATS_TEST_DIRNAME/.." && pwd)
programs=$checkout/cgi-bin

setup_file() {
    mkdir "$BATS_FILE_TMPDIR/data"
    "$checkout/.build/release/generate" "$BATS_FILE_TMPDIR/data" 1000 20000
    "$checkout/.build/release/keeper" "$BATS_FILE_TMPDIR/data" 3>&- &
    echo $! >"$BATS_FILE_TMPDIR/keeper"
    sleep 0.3
}

teardown_file() {
    kill "$(cat "$BATS_FILE_TMPDIR/keeper")"
}

# budget THOUSANDS URL: asked for uncompressed, and answered within so many thousand instructions.
budget() {
    local count
    count=$("$checkout/Tests/instructions" "$BATS_FILE_TMPDIR/data" "$2")
    echo "$2: $count instructions of ${1}000"
    [ "$count" -le $(($1 * 1000)) ]
}

routes() {
    ls "$checkout/Sources/cgi-bin"
}

@test "a post with 20 comments takes less than 1.2 million instructions" {
    [ "$(sqlite3 "$BATS_FILE_TMPDIR/data/site.db" "SELECT comment_count FROM post WHERE slug = 'post-7'")" = 20 ]
    budget 1200 /posts/post-7
}

@test "a 404 takes less than 0.9 million" {
    STATUS=404 budget 900 /nowhere
    STATUS=404 budget 900 /posts/none-such
}

@test "lists, search and feeds keep to their budgets" {
    budget 9999 /
    budget 9999 /tags/tag-3
    budget 9999 /archive/2011/07
    budget 9999 '/search?q=seldom'
    budget 9999 /feed
}

@test "every route is linked statically" {
    for name in $(routes); do
        ! readelf --dynamic "$programs/$name" | grep NEEDED
        ! readelf --program-headers "$programs/$name" | grep INTERP
    done
}

@test "no route has anything of Foundation" {
    for name in $(routes); do
        # The names of types survive the stripping of symbols.
        ! grep -a -q -E 'FoundationEssentials|_?Foundation_|10Foundation|JSONSerialization' "$programs/$name"
        ! nm "$checkout/.build/release/$name" | grep -q -E '10Foundation|20FoundationEssentials'
    done
}

@test "a route that takes a stranger's secrets has random addresses" {
    readelf --file-header "$programs/unlock" | grep -q 'Type: *DYN'
    readelf --dynamic "$programs/unlock" | grep -q 'Flags: .*PIE'
}

@test "site.db has at most 20 rows of schema" {
    [ "$(sqlite3 "$BATS_FILE_TMPDIR/data/site.db" 'SELECT count(*) FROM sqlite_schema')" -le 20 ]
}
