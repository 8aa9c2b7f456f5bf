#!/usr/bin/env bats
# What a request may cost, in instructions from start to exit, and what the programs are made of.

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
    budget 1083 /
    budget 1180 /tags/tag-3
    budget 968 /archive/2011/07
    budget 1406 '/search?q=seldom'
    budget 1466 /feed
}

@test "every route is linked statically" {
    for name in $(routes); do
        headers=$(readelf --wide --program-headers --dynamic "$programs/$name")
        if grep -E 'INTERP|NEEDED' <<<"$headers"; then
            echo "$name needs what is not in it"
            return 1
        fi
    done
}

@test "no route has anything of Foundation" {
    pattern='10Foundation|20FoundationEssentials|_CFRuntime'
    # What to look for is in the operator's command, which may have it.
    nm "$checkout/.build/release/foobar" | grep -q -E "$pattern"
    for name in $(routes); do
        if nm "$checkout/.build/release/$name" | grep -m 3 -E "$pattern" ||
            grep -a -o -m 1 -E 'Foundation(Essentials|Internationalization)' "$programs/$name"; then
            echo "$name has Foundation in it"
            return 1
        fi
    done
}

@test "a route that takes a stranger's secrets has random addresses" {
    readelf --file-header "$programs/unlock" | grep -q 'Type: *DYN'
    readelf --dynamic "$programs/unlock" | grep -q 'Flags: .*PIE'
}

@test "site.db has at most 20 rows of schema" {
    [ "$(sqlite3 "$BATS_FILE_TMPDIR/data/site.db" 'SELECT count(*) FROM sqlite_schema')" -le 20 ]
}
