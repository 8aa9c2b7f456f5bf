#!/usr/bin/env bats
# Every kind of page in Chromium: nothing that axe-core finds, in light and dark, and nothing that the site's policy blocks.
load cgi
load server

setup() {
    checkout=$(cd "$BATS_TEST_DIRNAME/.." && pwd)
    make_home
    rm "$home/cgi-bin"/* "$home/htdocs"
    ln -s "$checkout"/cgi-bin/* "$home/cgi-bin/"
    mkdir "$home/htdocs"
    ln -s "$checkout"/htdocs/* "$home/htdocs/"
    # Elsewhere nginx shows them only where something went wrong.
    ln -s "$checkout/htdocs/errors" "$home/htdocs/shown"
    "$foobar" import "$checkout/Tests/fixtures/markdown" --data "$data" >/dev/null
    start_server
}

teardown() {
    stop_server
}

@test "every kind of page is one that everyone can use, in light and dark, and keeps to the site's policy" {
    python=$checkout/.build-tools/bin/python
    axe=$("$python" -c 'import importlib.util as util; print(util.find_spec("axe_playwright_python").submodule_search_locations[0])')
    "$python" "$checkout/Tests/axe.py" "$home" "$url" "$data" "$axe/axe.min.js"
}
