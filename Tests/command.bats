#!/usr/bin/env bats
# The launcher, the help, and foobar request.
load server

setup() {
    make_home
}

@test "every command has help with examples" {
    for command in serve request routes check sql logs hooks bench completions test; do
        run "$foobar" "$command" --help
        [ "$status" -eq 0 ]
        [[ $output == *EXAMPLES* ]]
    done
    run "$foobar" serve --help
    [[ $output == *--data* && $output == *--port* && $output == *--no-build* ]]
    run "$foobar" --help
    [[ $output == *serve* && $output == *request* && $output == *test* ]]
}

@test "the launcher works from any folder, by a link, and starts no build where nothing changed" {
    unset FOOBAR_HOME
    "$checkout/foobar" --help >/dev/null 2>&1
    cd /
    ln -s "$checkout/foobar" "$BATS_TEST_TMPDIR/link"
    # A swift that fails if it is asked for anything.
    mkdir "$BATS_TEST_TMPDIR/bin"
    printf '#!/bin/sh\nexit 9\n' >"$BATS_TEST_TMPDIR/bin/swift"
    chmod +x "$BATS_TEST_TMPDIR/bin/swift"
    PATH=$BATS_TEST_TMPDIR/bin:$PATH run "$BATS_TEST_TMPDIR/link" --help
    [ "$status" -eq 0 ]
    [[ $output == OVERVIEW* ]]
}

@test "without Swift, the launcher says where to get it" {
    mkdir "$BATS_TEST_TMPDIR/bin"
    for tool in sh readlink dpkg-query awk id; do
        ln -s "$(command -v "$tool")" "$BATS_TEST_TMPDIR/bin/$tool"
    done
    PATH=$BATS_TEST_TMPDIR/bin run "$checkout/foobar" serve
    [ "$status" -eq 1 ]
    [ "$output" = "foobar: Swift is not installed; get version 6.1 or newer from https://www.swift.org/install/linux/ and try again." ]
}

@test "request prints the body, or the head too" {
    program teapot <<<$'#!/bin/sh\nprintf "Status: 418 Teapot\\nContent-Type: text/plain\\n\\nshort and stout"'
    [ "$("$foobar" request GET /teapot)" = 'short and stout' ]
    run "$foobar" request GET /teapot --include
    [ "${lines[0]}" = $'HTTP/1.1 418 Teapot\r' ]
    [ "${lines[1]}" = $'Content-Type: text/plain\r' ]
    [ "${lines[-1]}" = 'short and stout' ]
    [ "$("$foobar" request HEAD /teapot)" = '' ]
}

@test "request sends forms, bodies and headers" {
    answer=$("$foobar" request POST /posts --form 'name=a b&c' --form 'é=1' --header 'X-Odd: yes' --header 'Proxy: evil')
    echo "$answer"
    hash=$(printf 'name=a+b%%26c&%%C3%%A9=1' | sha256sum | cut -d' ' -f1)
    variables <<<"$answer" CONTENT_TYPE application/x-www-form-urlencoded '(body hash)' "$hash" \
        HTTP_X_ODD yes HTTP_PROXY '(unset)'
    head -c 300000 /dev/urandom >"$BATS_TEST_TMPDIR/body"
    "$foobar" request PUT /posts --body "$BATS_TEST_TMPDIR/body" --header 'content-type: image/png' |
        variables CONTENT_LENGTH 300000 CONTENT_TYPE image/png
    "$foobar" request PUT /posts --body - <"$BATS_TEST_TMPDIR/body" | variables '(body size)' 300000
    "$foobar" request GET /posts --data "$data" | variables FOOBAR_DATA "$data"
}

@test "request says what no program answers, and what goes wrong" {
    run "$foobar" request GET /style.css
    [ "$status" -eq 1 ] && [[ $output == *"the file htdocs/style.css"* ]]
    run "$foobar" request GET nonsense
    [ "$status" -eq 1 ] && [ "${#lines[@]}" -eq 1 ]
    run "$foobar" request GET /%zz
    [ "$status" -eq 1 ] && [ "${#lines[@]}" -eq 1 ]
    program dies <<<$'#!/bin/sh\nkill -9 $$'
    run "$foobar" request GET /dies
    [ "$status" -eq 1 ] && [[ $output == *"signal 9"* ]]
    run "$foobar" request POST /posts --form a=b --body /dev/null
    [ "$status" -ne 0 ]
}

@test "all scripts are clean under shellcheck" {
    cd "$checkout"
    shellcheck foobar Tests/run Tests/instructions Tests/contention Tests/scale Tests/compile-route \
        Tests/fuzz/run Tests/sanitize .ci/run
    shellcheck --shell=bash --severity=warning Tests/server.bash Tests/cgi.bash
    shellcheck cgi-bin/guestbook
}
