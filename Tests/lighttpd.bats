#!/usr/bin/env bats
# The same route programs, unchanged, behind another CGI host: lighttpd's mod_cgi.
load server

setup() {
    make_home
    rm "$home/cgi-bin"/*
    for name in "$checkout"/cgi-bin/*; do ln -s "$name" "$home/cgi-bin/"; done
    "$foobar" import "$checkout/Tests/fixtures/markdown" --data "$data" >/dev/null
    "$foobar" import "$checkout/Tests/fixtures/wordpress.xml" --data "$data" >/dev/null
    # All is asked of the programs, as it comes.
    start_server --no-cache

    other=$(free_port)
    # lighttpd says that the files are where the programs are.
    printf '#!/bin/sh\nDOCUMENT_ROOT="%s" exec "$1"\n' "$checkout/htdocs" >"$BATS_TEST_TMPDIR/run"
    chmod +x "$BATS_TEST_TMPDIR/run"
    cat >"$BATS_TEST_TMPDIR/lighttpd.conf" <<CONF
server.modules = ("mod_alias", "mod_setenv", "mod_cgi")
server.port = $other
server.bind = "127.0.0.1"
server.document-root = "$checkout/cgi-bin"
server.errorlog = "$BATS_TEST_TMPDIR/lighttpd.log"
# As nginx/routing.conf has it: the first segment names the program.
cgi.assign = ("" => "$BATS_TEST_TMPDIR/run")
setenv.set-environment = ("FOOBAR_DATA" => "$data", "FOOBAR_TOOLS" => "$checkout/.build/tools")
\$HTTP["url"] =~ "^/(sitemap\.xml)?\$" {
    alias.url = ("/sitemap.xml" => "$checkout/cgi-bin/sitemap", "" => "$checkout/cgi-bin/home")
} else \$HTTP["url"] !~ "^/($(cd "$checkout/cgi-bin" && printf '%s|' *[!.]*)-)(/|\$)" {
    alias.url = ("" => "$checkout/cgi-bin/fallback")
}
CONF
    /usr/sbin/lighttpd -D -f "$BATS_TEST_TMPDIR/lighttpd.conf" >"$BATS_TEST_TMPDIR/lighttpd.out" 2>&1 3>&- &
    lighttpd=$!
    for _ in {1..100}; do
        if curl --silent --output /dev/null "http://127.0.0.1:$other/health"; then return 0; fi
        sleep 0.1
    done
    cat "$BATS_TEST_TMPDIR/lighttpd.out" "$BATS_TEST_TMPDIR/lighttpd.log"
    return 1
}

teardown() {
    [ -z "${lighttpd-}" ] || { kill "$lighttpd" && wait "$lighttpd"; } || true
    stop_server
}

@test "every route that reads answers the same behind lighttpd as behind nginx" {
    python3 "$checkout/Tests/lighttpd.py" "$checkout/cgi-bin" "$port" "$other"
}
